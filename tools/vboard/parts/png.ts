/** A panel as a picture: each pixel a square with a thin gap, light blue on near black, in a dark bezel. */
import { PNG } from 'pngjs';
import { ToolError } from '../../errors.ts';

type Colour = readonly [red: number, green: number, blue: number];

const BEZEL: Colour = [22, 24, 28];
const PANEL: Colour = [4, 7, 11];
const DARK_PIXEL: Colour = [9, 14, 20];
const LIT: Colour = [150, 222, 255];
/** Even at contrast 0 an OLED is well readable. */
const DIMMEST = 0.55;
const MARGIN_COLUMNS = 4;
const BEZEL_COLUMNS = 2;

export interface PngOptions {
  /** Side of one display pixel in the picture, 2 or more (default 6). */
  readonly scale?: number;
  /** 0 to 255 (default 255): how bright a lit pixel is. */
  readonly contrast?: number;
}

/** PNG bytes of `rows` (`#` lit). Throws PANEL_SCALE. */
export function drawPng(rows: readonly string[], options: PngOptions = {}): Uint8Array {
  const scale = options.scale ?? 6;
  if (!Number.isInteger(scale) || scale < 2) {
    throw new ToolError('PANEL_SCALE', `picture scale: ${scale} is not a whole number of 2 or more.`, {
      help: 'Use 6.',
    });
  }
  const brightness = DIMMEST + (1 - DIMMEST) * ((options.contrast ?? 255) / 255);
  const lit: Colour = [LIT[0] * brightness, LIT[1] * brightness, LIT[2] * brightness];
  const border = MARGIN_COLUMNS * scale;
  const width = (rows[0]?.length ?? 0) * scale + 2 * border;
  const height = rows.length * scale + 2 * border;
  const png = new PNG({ width, height });

  const fill = (left: number, top: number, right: number, bottom: number, colour: Colour): void => {
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) png.data.set([...colour.map(Math.round), 255], (y * width + x) * 4);
    }
  };
  const bezel = BEZEL_COLUMNS * scale;
  const gap = scale >= 4 ? 1 : 0;
  fill(0, 0, width, height, BEZEL);
  fill(bezel, bezel, width - bezel, height - bezel, PANEL);
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      const left = border + x * scale;
      const top = border + y * scale;
      fill(left, top, left + scale - gap, top + scale - gap, row[x] === '#' ? lit : DARK_PIXEL);
    }
  });
  return PNG.sync.write(png);
}
