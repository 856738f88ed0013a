import type { AnyNode } from 'acorn';
import type MagicString from 'magic-string';
import { earlyUses } from '../syntax/order.ts';
import type { Program } from '../syntax/program.ts';
import { type Scope, scopesOf } from '../syntax/scopes.ts';

/** Does by hand what the interpreter does not: functions move to the top of their block, variables get an early `var`. */
export function hoist(program: Program, edit: MagicString): void {
  declareEarly(program, edit);
  moveFunctionsUp(program, edit);
}

function declareEarly(program: Program, edit: MagicString): void {
  const scopes = scopesOf(program);
  for (const scope of scopes.all) {
    const names = [...scope.bindings.values()]
      .filter((binding) => binding.kind === 'var' && earlyUses(program, scopes, binding).length > 0)
      .map(({ name }) => name);
    if (names.length > 0) edit.appendLeft(topOf(scope), `var ${names.join(',')};`);
  }
}

/** Where the code of a function or of the script begins, behind its directives. */
function topOf({ node }: Scope): number {
  if (node.type === 'Program') return afterDirectives(node.body, node.start);
  if ('body' in node && node.body && 'type' in node.body && node.body.type === 'BlockStatement') {
    return afterDirectives(node.body.body, node.body.start + 1);
  }
  return node.start;
}

function afterDirectives(body: readonly AnyNode[], start: number): number {
  let position = start;
  for (const statement of body) {
    if (statement.type !== 'ExpressionStatement' || statement.directive === undefined) break;
    position = statement.end;
  }
  return position;
}

function moveFunctionsUp(program: Program, edit: MagicString): void {
  const blocks: [readonly AnyNode[], number][] = [
    [program.ast.body, program.ast.start],
    ...program
      .nodes('BlockStatement')
      .map((block): [readonly AnyNode[], number] => [block.body, block.start + 1]),
  ];
  for (const [body, start] of blocks) {
    const top = afterDirectives(body, start);
    let isAtTop = true;
    for (const statement of body) {
      if (statement.end <= top) continue;
      if (statement.type !== 'FunctionDeclaration') isAtTop = false;
      else if (!isAtTop) edit.move(statement.start, statement.end, top);
    }
  }
}
