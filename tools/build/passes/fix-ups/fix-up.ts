import type MagicString from 'magic-string';
import type { Program } from '../../syntax/program.ts';

/** One repair of correct JavaScript that the interpreter would run wrongly. It only inserts or replaces single tokens, so that repairs nest. */
export interface FixUp {
  readonly name: string;
  apply(program: Program, edit: MagicString): void;
}
