import type MagicString from 'magic-string';
import type { Program } from '../syntax/program.ts';
import type { Binding } from '../syntax/scopes.ts';

/** Gives a name another one, `to`, wherever it is declared and used; a map then knows it by what it was. */
export function renameBinding(program: Program, edit: MagicString, binding: Binding, to: string): void {
  const { name, declarations, uses } = binding;
  for (const node of [...declarations, ...uses.map((use) => use.node)]) {
    const parent = program.parentOf(node);
    const isShorthand = parent?.type === 'Property' && parent.shorthand;
    edit.overwrite(node.start, node.end, `${isShorthand ? `${name}:` : ''}${to}`, { storeName: true });
  }
}
