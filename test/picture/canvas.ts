/** A picture in memory: rectangles, and text in the glyphs of the display. */
import { PNG } from 'pngjs';
import { glyph, halves, isWide, openGlyphs } from '../../firmware/oled/glyphs.ts';
import { fontStore } from '../support/fonts.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** Left, top, width and height in pixels. */
export type Box = readonly [left: number, top: number, width: number, height: number];

export const CELL_HEIGHT_PX = 16;
const ROUNDED_CORNER = 0.5;

/** A picture that can be drawn on. */
export interface Canvas {
  /** Fills a box; its corners are rounded by `radius` pixels. */
  fill(box: Box, colour: Colour, radius?: number): void;
  /** Draws text, each pixel of a glyph as a square of `scale` pixels; returns its width in pixels. */
  text(text: string, left: number, top: number, colour: Colour, scale: number): number;
  /** Puts another PNG picture there. */
  paste(png: Uint8Array, left: number, top: number): void;
  /** The bytes of a PNG file. */
  bytes(): Uint8Array;
}

/** The pixels of a text as the display draws it: 16 rows, `#` lit and `.` dark, 8 columns for each cell. */
export function bitmapOf(text: string): string[] {
  openGlyphs(fontStore('gb2312'));
  const rows = Array.from({ length: CELL_HEIGHT_PX }, () => '');
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    glyph(code);
    const columns = isWide(code) ? 16 : 8;
    for (let y = 0; y < CELL_HEIGHT_PX; y++) {
      const half = y < 8 ? halves.upper : halves.lower;
      for (let x = 0; x < columns; x++) rows[y] += (half.charCodeAt(x) >> (y % 8)) & 1 ? '#' : '.';
    }
  }
  return rows;
}

/** An empty picture of one colour. */
export function createCanvas(width: number, height: number, background: Colour): Canvas {
  const png = new PNG({ width, height });
  const set = (x: number, y: number, colour: Colour): void =>
    void png.data.set([...colour, 255], (y * width + x) * 4);
  const fill = ([left, top, wide, high]: Box, colour: Colour, radius = 0): void => {
    for (let y = 0; y < high; y++) {
      for (let x = 0; x < wide; x++) {
        const dx = Math.max(radius - x, x - (wide - 1 - radius), 0);
        const dy = Math.max(radius - y, y - (high - 1 - radius), 0);
        if (Math.hypot(dx, dy) <= radius + ROUNDED_CORNER) set(left + x, top + y, colour);
      }
    }
  };
  fill([0, 0, width, height], background);
  return {
    fill,
    text(text, left, top, colour, scale) {
      const rows = bitmapOf(text);
      rows.forEach((row, y) => {
        for (let x = 0; x < row.length; x++)
          if (row[x] === '#') fill([left + x * scale, top + y * scale, scale, scale], colour);
      });
      return (rows[0]?.length ?? 0) * scale;
    },
    paste(bytes, left, top) {
      const other = PNG.sync.read(Buffer.from(bytes));
      PNG.bitblt(other, png, 0, 0, other.width, other.height, left, top);
    },
    bytes: () => PNG.sync.write(png, { colorType: 2 }),
  };
}
