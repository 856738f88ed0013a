/**
 * Rows of text on the display, without a frame buffer: a row is 16 bytes of text, and its pixels are read from the glyph
 * file as they are sent. At most one page goes out in a turn and ten refreshes a second, so that the network never waits.
 */
import type { DisplayPort, StorePort, TimersPort } from '../ports.ts';
import { changedCells } from './frame.ts';
import { GLYPH_FILE, GLYPH_WIDTH_PX, halfRow } from './glyphs.ts';
import { cells } from './text.ts';

const REFRESH_MS = 100;
const ROW_PX = 16;
const PAGE_PX = 8;
/** First byte of a transaction: the rest are data for the RAM. */
const DATA = '\x40';

/** The glass, and where it sits in the controller's RAM. */
export interface Glass {
  widthPx: number;
  heightPx: number;
  /** RAM column of the leftmost pixel. */
  columnOffset: number;
}

/** The controller's commands, and whom to tell. */
export interface ControllerOptions {
  /** RAM columns, all cleared at the start. */
  columns: number;
  initialise(rows: number): string;
  address(page: number, from: number, to: number): string;
  /** The display cannot be used; said once. */
  onFail(reason: string): void;
}

/** Rows that the glass has room for, and whether it answers. */
export const screen = { rows: 0, isOn: false };

let display: DisplayPort;
let store: StorePort;
let timers: TimersPort;
let glass: Glass;
let options: ControllerOptions;
let width = 0;
const wanted: string[] = [];
const drawn: string[] = [];
let isWaiting = false;
/** The row under way, its text and its changed cells; the lower half goes out a turn after the upper. */
let row = -1;
let text = '';
let span = 0;

/** Brings the display up and clears it. Without display or glyph file it says so once, and everything else goes on. */
export function startScreen(
  displayPort: DisplayPort,
  storePort: StorePort,
  timersPort: TimersPort,
  screenGlass: Glass,
  controller: ControllerOptions,
): void {
  display = displayPort;
  store = storePort;
  timers = timersPort;
  glass = screenGlass;
  options = controller;
  width = glass.widthPx / GLYPH_WIDTH_PX;
  if (!store.read(GLYPH_FILE, 0, 1)) {
    options.onFail(`display: Storage file ${GLYPH_FILE} is missing`);
    return;
  }
  screen.isOn = true;
  screen.rows = glass.heightPx / ROW_PX;
  for (let index = 0; index < screen.rows; index++) drawn[index] = wanted[index] = ' '.repeat(width);
  send(options.initialise(glass.heightPx));
  clearPage(0);
}

/** Shows the end of `line` in a row, from 0 at the top; rows that the glass has not are left out. */
export function showRow(index: number, line: string): void {
  if (!screen.isOn || index >= screen.rows) return;
  wanted[index] = cells(line, width).padEnd(width);
  if (isWaiting) return;
  isWaiting = true;
  timers.after(refresh, REFRESH_MS);
}

function clearPage(page: number): void {
  if (page * PAGE_PX >= glass.heightPx) {
    send('\x00\xAF');
    refresh();
    return;
  }
  isWaiting = true;
  send(options.address(page, 0, options.columns - 1));
  send(DATA + '\x00'.repeat(options.columns));
  if (screen.isOn) timers.after(() => clearPage(page + 1), 0);
}

function refresh(): void {
  isWaiting = false;
  if (!screen.isOn) return;
  if (row >= 0) {
    sendHalf(1);
    drawn[row] = text;
    row = -1;
  } else if (findChange()) {
    sendHalf(0);
  } else {
    return;
  }
  isWaiting = true;
  timers.after(refresh, row < 0 && !hasChange() ? REFRESH_MS : 0);
}

function hasChange(): boolean {
  for (let index = 0; index < screen.rows; index++) if (drawn[index] !== wanted[index]) return true;
  return false;
}

function findChange(): boolean {
  for (let index = 0; index < screen.rows; index++) {
    const line = wanted[index] || '';
    const changed = changedCells(drawn[index] || '', line);
    if (changed >= 0) {
      row = index;
      text = line;
      span = changed;
      return true;
    }
  }
  return false;
}

function sendHalf(half: number): void {
  const first = span >> 8;
  const last = span & 255;
  const from = first * GLYPH_WIDTH_PX + glass.columnOffset;
  send(options.address(row * 2 + half, from, from + (last - first + 1) * GLYPH_WIDTH_PX - 1));
  send(DATA + halfRow(store, text.substring(first, last + 1), half));
}

function send(bytes: string): void {
  if (!screen.isOn || display.write(bytes)) return;
  screen.isOn = false;
  options.onFail('display: no answer on I2C');
}
