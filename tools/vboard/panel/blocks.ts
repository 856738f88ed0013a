/** A glass as lines of text: braille (two columns, four rows a character) or half blocks (one column, two rows). */

/** `compact`: 64 characters for 128 pixels, fits 80 columns. `pretty`: one character a pixel column, wants 130. */
export type BlockStyle = 'compact' | 'pretty';

const BRAILLE_BASE = 0x2800;
// Dots 1 2 3 7 in the left column, 4 5 6 8 in the right one: Unicode, "Braille Patterns".
const BRAILLE_BITS: readonly (readonly [number, number])[] = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];
const PRETTY_COLUMNS = 2;

function isLit(rows: readonly string[], x: number, y: number): boolean {
  return rows[y]?.[x] === '#';
}

function braille(rows: readonly string[], widthPx: number): string[] {
  const lines: string[] = [];
  for (let y = 0; y < rows.length; y += 4) {
    let line = '';
    for (let x = 0; x < widthPx; x += 2) {
      let dots = 0;
      BRAILLE_BITS.forEach(([left, right], row) => {
        if (isLit(rows, x, y + row)) dots |= left;
        if (isLit(rows, x + 1, y + row)) dots |= right;
      });
      line += String.fromCharCode(BRAILLE_BASE + dots);
    }
    lines.push(line);
  }
  return lines;
}

function halfBlocks(rows: readonly string[], widthPx: number): string[] {
  const lines: string[] = [];
  for (let y = 0; y < rows.length; y += 2) {
    let line = '';
    for (let x = 0; x < widthPx; x++) {
      const upper = isLit(rows, x, y);
      const lower = isLit(rows, x, y + 1);
      line += upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ';
    }
    lines.push(line);
  }
  return lines;
}

/** The style that suits a terminal of `columns` characters. */
export function styleFor(widthPx: number, columns: number): BlockStyle {
  return columns >= widthPx + PRETTY_COLUMNS ? 'pretty' : 'compact';
}

/** The glass in a frame, `title` in its upper edge; all lines have the same width. */
export function drawBlocks(
  rows: readonly string[],
  options: { style?: BlockStyle; title?: string } = {},
): string[] {
  const widthPx = rows[0]?.length ?? 0;
  const lines = options.style === 'pretty' ? halfBlocks(rows, widthPx) : braille(rows, widthPx);
  const width = lines[0]?.length ?? 0;
  const title = options.title ? ` ${options.title} `.slice(0, Math.max(0, width - 1)) : '';
  const top = title
    ? `╭─${title}${'─'.repeat(Math.max(0, width - 1 - title.length))}╮`
    : `╭${'─'.repeat(width)}╮`;
  return [top, ...lines.map((line) => `│${line}│`), `╰${'─'.repeat(width)}╯`];
}
