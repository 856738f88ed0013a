/** Names that the interpreter's lexer reads as reserved words are replaced; the minifier shortens the new ones. */
import type MagicString from 'magic-string';
import type { Program } from '../syntax/program.ts';
import { scopesOf } from '../syntax/scopes.ts';
import { renameBinding } from './rename.ts';

/** JavaScript allows them as names. */
export const RESERVED_WORDS: readonly string[] = ['of', 'static', 'let'];

/** Renames every variable, parameter and function of such a name, its uses included. */
export function renameReserved(program: Program, edit: MagicString): void {
  for (const scope of scopesOf(program).all) {
    for (const binding of scope.bindings.values()) {
      if (RESERVED_WORDS.includes(binding.name)) renameBinding(program, edit, binding, `${binding.name}$`);
    }
  }
}
