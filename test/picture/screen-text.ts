/** What a terminal shows after the output of our tools: the few control sequences (ECMA-48) that they use. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences begin with ESC.
const SEQUENCE = /\x1b\[(\??)(\d*)([A-Za-z])|\r?\n|\r|[^\x1b\r\n]+/g;

/** Lines from top to bottom; sequences of other kinds are left out. */
export function screenLines(output: string): string[] {
  const lines: string[] = [''];
  let row = 0;
  let column = 0;
  for (const [token, isPrivate, amount, kind] of output.matchAll(SEQUENCE)) {
    if (token.endsWith('\n')) {
      row++;
      column = 0;
      lines[row] ??= '';
    } else if (token === '\r') column = 0;
    else if (kind === undefined) {
      const before = (lines[row] ?? '').padEnd(column);
      lines[row] = before.slice(0, column) + token + before.slice(column + token.length);
      column += token.length;
    } else if (isPrivate === '') {
      const count = Number(amount) || 1;
      if (kind === 'A') row = Math.max(0, row - count);
      else if (kind === 'B') row += count;
      else if (kind === 'G') column = count - 1;
      else if (kind === 'K') lines[row] = amount === '2' ? '' : (lines[row] ?? '').slice(0, column);
    }
  }
  return Array.from(lines, (line) => (line ?? '').trimEnd());
}

const CELL_ROWS = 4;
/** Bits of a braille character (Unicode, block U+2800): two columns of four dots. */
const DOTS: readonly (readonly [number, number])[] = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];

/** The pixels of a display that was drawn in braille characters, `#` lit and `.` dark. */
export function pixelsOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    Array.from({ length: CELL_ROWS }, (_, y) =>
      [...line]
        .map((cell) => (DOTS[y] ?? []).map((bit) => ((cell.codePointAt(0) ?? 0) & bit ? '#' : '.')).join(''))
        .join(''),
    ),
  );
}
