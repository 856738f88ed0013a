/**
 * Strict JSON (RFC 8259) with places. A fault says line, column and what belongs there, and never a piece of the text:
 * settings hold passwords, and the messages of `JSON.parse` quote what they stumble over.
 */

/** Where something stands, from 1; columns count characters. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What a text holds. Keys of objects are known by their JSON Pointer (RFC 6901). */
export interface JsonText {
  readonly value: unknown;
  /** Where each key stands. */
  readonly keys: ReadonlyMap<string, Place>;
  /** Keys that stand twice in one object: the second of them, with the pointer of the object. */
  readonly repeated: readonly (Place & { readonly pointer: string })[];
}

/** A text that is no JSON. */
export interface JsonFault extends Place {
  /** As in `expected a comma or }`. */
  readonly fault: string;
}

const MAX_DEPTH = 32;
const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
// Everything from the space on but the quote and the backslash; escapes whole.
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/** Half of a pair has no UTF-8, and a NUL ends a name or a password on the chip. */
const UNKEPT = /[\p{Cs}\0]/u;

class Fault extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Reads a text; a byte order mark in front is passed over. */
export function readJson(text: string): JsonText | JsonFault {
  const keys = new Map<string, Place>();
  const repeated: (Place & { pointer: string })[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const placeOf = (index: number): Place => {
    const before = text
      .slice(0, index)
      .replace('\uFEFF', '')
      .split(/\r\n|\r|\n/);
    return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 };
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const isNext = (character: string): boolean => {
    take(SPACE);
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  const stringOf = (expected: string): string => {
    const start = at;
    const found = take(STRING);
    const value = found === undefined ? undefined : (JSON.parse(found) as string);
    if (value !== undefined && UNKEPT.test(value))
      throw new Fault(
        start,
        'this string contains a NUL or half of a surrogate pair, which no board can store',
      );
    if (value !== undefined) return value;
    if (text[at] !== '"') throw new Fault(start, `expected ${expected}`);
    throw new Fault(
      start,
      'this string has no closing quote on its line, or an escape that JSON does not have',
    );
  };
  const valueAt = (pointer: string, depth: number): unknown => {
    if (depth > MAX_DEPTH) throw new Fault(at, `nested more than ${MAX_DEPTH} levels deep`);
    take(SPACE);
    const start = at;
    if (isNext('{')) return objectAt(pointer, depth);
    if (isNext('[')) return listAt(pointer, depth);
    if (text[at] === '"') return stringOf('');
    const word = take(WORD) ?? take(NUMBER);
    // A number or a word that goes on is something else.
    if (word === undefined || /[\w.+-]/.test(text[at] ?? ''))
      throw new Fault(start, 'expected a value: a string in double quotes, a number, true, false, { or [');
    return JSON.parse(word);
  };
  const objectAt = (pointer: string, depth: number): Record<string, unknown> => {
    const found: Record<string, unknown> = Object.create(null);
    if (isNext('}')) return found;
    do {
      take(SPACE);
      const keyAt = at;
      const key = stringOf('a key in double quotes');
      const below = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (keys.has(below)) repeated.push({ ...placeOf(keyAt), pointer });
      keys.set(below, placeOf(keyAt));
      if (!isNext(':')) throw new Fault(at, 'expected a colon after the key');
      found[key] = valueAt(below, depth + 1);
    } while (isNext(','));
    if (!isNext('}')) throw new Fault(at, 'expected a comma or }');
    return found;
  };
  const listAt = (pointer: string, depth: number): unknown[] => {
    const found: unknown[] = [];
    if (isNext(']')) return found;
    do found.push(valueAt(`${pointer}/${found.length}`, depth + 1));
    while (isNext(','));
    if (!isNext(']')) throw new Fault(at, 'expected a comma or ]');
    return found;
  };
  try {
    const value = valueAt('', 0);
    take(SPACE);
    if (at < text.length) throw new Fault(at, 'expected the end');
    return { value, keys, repeated };
  } catch (error) {
    if (error instanceof Fault) return { ...placeOf(error.at), fault: error.message };
    throw error;
  }
}
