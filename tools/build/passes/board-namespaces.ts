import type MagicString from 'magic-string';
import type { Program } from '../syntax/program.ts';

/** The function by which rollup makes an ES module of another: it copies what can be listed. */
const COPY = '_interopNamespaceDefault';

/** `import * as wifi from 'Wifi'` is the board's module itself: its functions are in flash, and no loop lists them. */
export function boardNamespaces(program: Program, edit: MagicString): void {
  for (const { id, start, end } of program.nodes('FunctionDeclaration')) {
    if (id?.name === COPY) edit.remove(start, end);
  }
  for (const { callee, arguments: given, start, end } of program.nodes('CallExpression')) {
    const [module] = given;
    if (callee.type !== 'Identifier' || callee.name !== COPY || !module) continue;
    edit.remove(start, module.start);
    edit.remove(module.end, end);
  }
}
