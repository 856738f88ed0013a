/** Mutants that no test can or need tell from the source, each with its reason. */
import { readFileSync } from 'node:fs';

/** `line` and `replacement` as `npm run mutate` prints them. */
export interface LeftOut {
  readonly file: string;
  readonly line: number;
  readonly replacement: string;
  readonly reason: string;
}

/** The list, in the order of the file. */
export function leftOut(): LeftOut[] {
  return JSON.parse(readFileSync(new URL('./left-out.json', import.meta.url), 'utf8'));
}
