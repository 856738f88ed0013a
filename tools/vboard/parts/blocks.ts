/** A panel as lines of text: braille (two columns, four rows a character) or half blocks (one column, two rows). */

/** For 128 pixels: `small` takes 34 columns and shows each 2 by 2 pixels as one, `compact` takes 66, `pretty` 130. */
export type BlockStyle = 'small' | 'compact' | 'pretty';

const BRAILLE_BASE = 0x2800;
// Dots 1 2 3 7 in the left column, 4 5 6 8 in the right one: Unicode, "Braille Patterns".
const BRAILLE_BITS: readonly (readonly [number, number])[] = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];
/** Both edges. */
const FRAME = 2;

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

/** Each 2 by 2 pixels as one, lit when any of them is. */
function halved(rows: readonly string[]): string[] {
  return Array.from({ length: Math.ceil(rows.length / 2) }, (_, y) =>
    Array.from({ length: Math.ceil((rows[0]?.length ?? 0) / 2) }, (_, x) =>
      [0, 1].some((dy) => [0, 1].some((dx) => isLit(rows, 2 * x + dx, 2 * y + dy))) ? '#' : '.',
    ).join(''),
  );
}

/** Columns and lines that each style takes for a pixel column and row, largest first. */
const STYLES: readonly (readonly [BlockStyle, number, number])[] = [
  ['pretty', 1, 2],
  ['compact', 2, 4],
  ['small', 4, 8],
];

/** The largest style that fits into so many characters, frame included; `null`: none does. */
export function styleFor(
  rows: readonly string[],
  columns: number,
  lines: number = Number.POSITIVE_INFINITY,
): BlockStyle | null {
  const fits = STYLES.find(
    ([, across, down]) =>
      Math.ceil((rows[0]?.length ?? 0) / across) + FRAME <= columns &&
      Math.ceil(rows.length / down) + FRAME <= lines,
  );
  return fits?.[0] ?? null;
}

/** The panel in a frame, `title` in its upper edge; all lines have the same width. */
export function drawBlocks(
  rows: readonly string[],
  options: { style?: BlockStyle; title?: string } = {},
): string[] {
  const widthPx = rows[0]?.length ?? 0;
  const lines =
    options.style === 'pretty'
      ? halfBlocks(rows, widthPx)
      : options.style === 'small'
        ? braille(halved(rows), Math.ceil(widthPx / 2))
        : braille(rows, widthPx);
  const width = lines[0]?.length ?? 0;
  const title = options.title ? ` ${options.title} `.slice(0, Math.max(0, width - 1)) : '';
  const top = title
    ? `╭─${title}${'─'.repeat(Math.max(0, width - 1 - title.length))}╮`
    : `╭${'─'.repeat(width)}╮`;
  return [top, ...lines.map((line) => `│${line}│`), `╰${'─'.repeat(width)}╯`];
}
