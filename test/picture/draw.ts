/** The picture of the README: terminals on the left, the display on the right. */
import { drawPng } from '../../tools/vboard/parts/png.ts';
import { type Canvas, CELL_HEIGHT_PX, type Colour, createCanvas } from './canvas.ts';
import type { Recorded } from './record.ts';

const BACKGROUND: Colour = [240, 243, 247];
const WINDOW: Colour = [24, 27, 33];
const TITLE_BAR: Colour = [44, 49, 58];
const BUTTONS: readonly Colour[] = [
  [236, 106, 94],
  [244, 191, 79],
  [97, 197, 84],
];
const PROMPT: Colour = [126, 211, 133];
const COMMAND: Colour = [255, 255, 255];
const OUTPUT: Colour = [188, 196, 208];
const CIRCUIT_BOARD: Colour = [30, 64, 124];
const CONTACT: Colour = [214, 178, 92];
const HOLE: Colour = [240, 243, 247];
const PRINT: Colour = [222, 230, 242];

const SCALE = 2;
const LINE_PX = CELL_HEIGHT_PX * SCALE + 4;
const CELL_PX = 8 * SCALE;
const MARGIN_PX = 36;
const PADDING_PX = 24;
const TITLE_PX = 40;
const RADIUS_PX = 14;
const DISPLAY_SCALE = 4;
/** `drawPng` has four cells of border at each side. */
const DISPLAY_PX = { width: (128 + 8) * DISPLAY_SCALE, height: (64 + 8) * DISPLAY_SCALE };
const BOARD_PX = { side: 26, top: 92, bottom: 44 };
const PINS = ['GND', 'VCC', 'SCL', 'SDA'];

/** PNG bytes of what was recorded. */
export function drawPicture({ terminals, rows }: Recorded): Uint8Array {
  const columns = Math.max(...terminals.flat().map((line) => line.length));
  const windowWidth = columns * CELL_PX + 2 * PADDING_PX;
  const heights = terminals.map((lines) => TITLE_PX + lines.length * LINE_PX + 2 * PADDING_PX);
  const module = {
    width: DISPLAY_PX.width + 2 * BOARD_PX.side,
    height: DISPLAY_PX.height + BOARD_PX.top + BOARD_PX.bottom,
  };
  const stacked = heights.reduce((sum, height) => sum + height + MARGIN_PX, -MARGIN_PX);
  const height = Math.max(stacked, module.height) + 2 * MARGIN_PX;
  const canvas = createCanvas(windowWidth + module.width + 3 * MARGIN_PX, height, BACKGROUND);
  let top = (height - stacked) / 2;
  terminals.forEach((lines, index) => {
    drawTerminal(canvas, lines, MARGIN_PX, top, windowWidth, heights[index] ?? 0);
    top += (heights[index] ?? 0) + MARGIN_PX;
  });
  drawModule(canvas, rows, windowWidth + 2 * MARGIN_PX, (height - module.height) / 2, module);
  return canvas.bytes();
}

function drawTerminal(
  canvas: Canvas,
  lines: readonly string[],
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  canvas.fill([left, top, width, height], WINDOW, RADIUS_PX);
  canvas.fill([left, top, width, TITLE_PX], TITLE_BAR, RADIUS_PX);
  canvas.fill([left, top + RADIUS_PX, width, TITLE_PX - RADIUS_PX], TITLE_BAR);
  for (const [index, colour] of BUTTONS.entries())
    canvas.fill([left + 20 + index * 26, top + 13, 14, 14], colour, 6);
  lines.forEach((line, index) => {
    const y = top + TITLE_PX + PADDING_PX + index * LINE_PX;
    const x = left + PADDING_PX;
    if (!line.startsWith('$ ')) canvas.text(line, x, y, OUTPUT, SCALE);
    else {
      const after = canvas.text('$ ', x, y, PROMPT, SCALE);
      canvas.text(line.slice(2), x + after, y, COMMAND, SCALE);
    }
  });
}

function drawModule(
  canvas: Canvas,
  rows: readonly string[],
  left: number,
  top: number,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  canvas.fill([left, top, width, height], CIRCUIT_BOARD, RADIUS_PX);
  for (const x of [16, width - 48]) {
    for (const y of [14, height - 40]) {
      canvas.fill([left + x, top + y, 32, 32], CONTACT, 15);
      canvas.fill([left + x + 6, top + y + 6, 20, 20], HOLE, 9);
    }
  }
  const pitch = 66;
  const first = left + width / 2 - (pitch * (PINS.length - 1)) / 2;
  PINS.forEach((name, index) => {
    const x = first + index * pitch;
    canvas.fill([x - 12, top + 12, 24, 24], CONTACT, 11);
    canvas.fill([x - 6, top + 18, 12, 12], HOLE, 5);
    canvas.text(name, x - (name.length * CELL_PX) / 2, top + 46, PRINT, SCALE);
  });
  canvas.paste(drawPng(rows, { scale: DISPLAY_SCALE }), left + BOARD_PX.side, top + BOARD_PX.top);
}
