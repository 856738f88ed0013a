/** What the five tutorials' systems do, one numbered requirement each: the same numbers begin the names of the tests. */
import { readFileSync } from 'node:fs';

/** A requirement; one with `cannot` holds on no board, and `instead` is what its user gets. */
export interface Requirement {
  /** `000-12`, `004-F6` for the rule that mends a fault, `X-03` for what is true of all of them. */
  readonly number: string;
  /** Where it must be seen: on a built image that runs, on the laptop, or on one of them. */
  readonly side: 'board' | 'laptop' | 'either';
  readonly text: string;
  readonly cannot?: string;
  readonly instead?: string;
}

/** Requirements in the order of the tutorials. */
export const REQUIREMENTS: readonly Requirement[] = JSON.parse(
  readFileSync(new URL('requirements.json', import.meta.url), 'utf8'),
);

/** One number, anchored nowhere. */
export const NUMBER = /00[0-4]-F?\d+|X-\d+/;

const BEGINNING = new RegExp(`^((?:(?:${NUMBER.source})(?:[\\s,:]+|$))+)`);

/** The numbers that a test's name begins with: separated by blanks or commas, and followed by a sentence. */
export function numbersOf(name: string): string[] {
  const beginning = BEGINNING.exec(name)?.[1];
  return beginning === undefined ? [] : (beginning.match(new RegExp(NUMBER, 'g')) ?? []);
}
