/**
 * The script is flat, so that a root name which is also the board's takes the board's from everybody: from the boot code, which
 * goes on behind the image, from what the build puts in, and from the tools that ask the board. It gets another.
 */
import type MagicString from 'magic-string';
import { BOOT_NAME } from '../syntax/boot-names.ts';
import type { Program } from '../syntax/program.ts';
import { reachedNames } from '../syntax/reached-names.ts';
import { scopesOf } from '../syntax/scopes.ts';
import { renameBinding } from './rename.ts';

/** Renames every root name that is in `builtIns` or is the boot code's; one that is reached by its text stays. */
export function renameBuiltIns(program: Program, edit: MagicString, builtIns: ReadonlySet<string>): void {
  const { root, all, globals } = scopesOf(program);
  const { names, likely, isOpen } = reachedNames(program);
  if (isOpen) return;
  const taken = new Set(all.flatMap(({ bindings }) => [...bindings.keys()]));
  for (const { node } of globals) taken.add(node.name);
  for (const binding of root.bindings.values()) {
    const { name } = binding;
    if (!(builtIns.has(name) || name === BOOT_NAME) || names.has(name) || likely.has(name)) continue;
    let other = `${name}$`;
    while (taken.has(other)) other += '$';
    renameBinding(program, edit, binding, other);
  }
}
