/** A source map of one line, made by hand: version 3, base 64 VLQ. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Where a character of the image came from; `line` from 1, `column` from 0. */
export interface Segment {
  readonly at: number;
  readonly line: number;
  readonly column: number;
  readonly name?: string;
}

function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}

/** The map as JSON. */
export function oneLineMap(source: string, segments: readonly Segment[]): string {
  const names = segments.flatMap(({ name }) => name ?? []);
  let last = { at: 0, line: 0, column: 0, name: 0 };
  const mappings = segments.map(({ at, line, column, name }) => {
    const index = name === undefined ? last.name : names.indexOf(name);
    const fields = [at - last.at, 0, line - 1 - last.line, column - last.column];
    if (name !== undefined) fields.push(index - last.name);
    last = { at, line: line - 1, column, name: index };
    return fields.map(vlq).join('');
  });
  return JSON.stringify({ version: 3, sources: [source], names, mappings: mappings.join(',') });
}
