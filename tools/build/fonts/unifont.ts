/**
 * GNU Unifont's hex form to the glyph form of the display: one line a glyph, `0041:` and 16 rows from the top, leftmost
 * pixel in the highest bit; 32 hex digits are 8 pixels wide, 64 are 16.
 */
import { ToolError } from '../../errors.ts';

const ROWS = 16;

/** One glyph, 16 rows high. `rows[y]` has the leftmost pixel in bit `widthPx - 1`. */
export interface Glyph {
  readonly codePoint: number;
  readonly widthPx: 8 | 16;
  readonly rows: readonly number[];
}

/** Reads all glyphs of a `unifont.hex`. @throws ToolError FONT_LINE for a line that is no glyph. */
export function parseHex(text: string): Map<number, Glyph> {
  const glyphs = new Map<number, Glyph>();
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const match = /^([0-9A-F]{4,6}):([0-9A-F]{32}|[0-9A-F]{64})\s*$/i.exec(line);
    if (!match?.[1] || !match[2]) {
      throw new ToolError('FONT_LINE', `font line ${index + 1}: "${line.slice(0, 40)}" is not a glyph.`, {
        help: 'Use a unifont.hex: a code point, a colon, and 32 or 64 hex digits.',
      });
    }
    const digits = match[2];
    const step = digits.length / ROWS;
    const rows = Array.from({ length: ROWS }, (_, y) =>
      Number.parseInt(digits.slice(y * step, (y + 1) * step), 16),
    );
    const codePoint = Number.parseInt(match[1], 16);
    glyphs.set(codePoint, { codePoint, widthPx: step === 2 ? 8 : 16, rows });
  });
  return glyphs;
}

/** Page form, as the SSD1306's RAM has it: `widthPx` bytes for the upper 8 rows, then as many for the lower; bit 0 is the top row. */
export function toPageForm({ widthPx, rows }: Glyph): Uint8Array {
  const bytes = new Uint8Array(widthPx * 2);
  for (let x = 0; x < widthPx; x++) {
    for (let y = 0; y < ROWS; y++) {
      const isLit = (((rows[y] ?? 0) >> (widthPx - 1 - x)) & 1) === 1;
      const at = (y >> 3) * widthPx + x;
      if (isLit) bytes[at] = (bytes[at] ?? 0) | (1 << (y & 7));
    }
  }
  return bytes;
}

/** The glyph file `ascii16`: code points 0x20 to 0x7E in order, 16 bytes each. @throws ToolError FONT_GLYPH_MISSING. */
export function asciiGlyphFile(glyphs: ReadonlyMap<number, Glyph>): Uint8Array {
  const first = 0x20;
  const last = 0x7e;
  const file = new Uint8Array((last - first + 1) * ROWS);
  for (let codePoint = first; codePoint <= last; codePoint++) {
    const glyph = glyphs.get(codePoint);
    if (glyph?.widthPx !== 8) {
      throw new ToolError(
        'FONT_GLYPH_MISSING',
        `font: no glyph 8 pixels wide for U+${codePoint.toString(16).padStart(4, '0')}.`,
        { help: 'Use the complete unifont.hex.' },
      );
    }
    file.set(toPageForm(glyph), (codePoint - first) * ROWS);
  }
  return file;
}
