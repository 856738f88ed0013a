/**
 * Rows of text on the display, without a frame buffer: a row is 16 cells of 2 bytes, and its pixels are read from the
 * glyph files as they are sent. At most one page goes out in a turn and ten refreshes a second, so that the network never waits.
 */
import type { DisplayPort, StorePort, TimersPort } from '../ports.ts';
import { changedCells } from './frame.ts';
import { ASCII_FILE, CELL_WIDTH_PX, halfRow, openGlyphs } from './glyphs.ts';
import { layOut } from './text.ts';
import { tightHalf, tightLine } from './tight.ts';

const REFRESH_MS = 100;
const ROW_PX = 16;
const PAGE_PX = 8;
/** First byte of a transaction: the rest are data for the RAM. */
const DATA = '\x40';
const BLANK = '\x00 ';

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
  /** Sets where data go: from a page and a column; controllers with a window go on in its next line. */
  address(page: number, from: number, to: number, lastPage: number): string;
  /** Data for a whole character may go out at once. */
  hasWindow: boolean;
  /** The display cannot be used; said once. */
  onFail(reason: string): void;
}

/** Rows that the glass has room for, and whether it answers. */
export const screen = { rows: 0, isOn: false };

let display: DisplayPort;
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
  timers = timersPort;
  glass = screenGlass;
  options = controller;
  width = glass.widthPx / CELL_WIDTH_PX;
  if (!openGlyphs(storePort)) {
    options.onFail(`display: Storage file ${ASCII_FILE} is missing`);
    return;
  }
  screen.isOn = true;
  screen.rows = glass.heightPx / ROW_PX;
  for (let index = 0; index < screen.rows; index++) drawn[index] = wanted[index] = BLANK.repeat(width);
  send(options.initialise(glass.heightPx));
  clearPage(0);
}

/**
 * Shows the end of a text (UTF-8) in the rows `first` to `last`, wrapped: its last row stands in `last`, and rows that it
 * does not need stay as they are; in a single row a word that nearly fits is set closer. Returns how many it took.
 */
export function showText(first: number, last: number, text: string): number {
  if (!screen.isOn || last >= screen.rows) return 0;
  const lines = layOut(text, width, last - first + 1);
  const tight = first === last ? tightLine(text, width) : '';
  if (tight) lines[0] = tight;
  const top = last - lines.length + 1;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] || '';
    wanted[top + index] = tight || line + BLANK.repeat(width - line.length / 2);
  }
  if (!isWaiting) {
    isWaiting = true;
    timers.after(refresh, REFRESH_MS);
  }
  return lines.length;
}

function clearPage(page: number): void {
  if (page * PAGE_PX >= glass.heightPx) {
    send('\x00\xAF');
    refresh();
    return;
  }
  isWaiting = true;
  send(options.address(page, 0, options.columns - 1, page));
  send(DATA + '\x00'.repeat(options.columns));
  if (screen.isOn) timers.after(() => clearPage(page + 1), 0);
}

function refresh(): void {
  isWaiting = false;
  if (!screen.isOn) return;
  if (row >= 0) {
    sendPages(1, 1);
    drawn[row] = text;
    row = -1;
  } else if (findChange()) {
    if (options.hasWindow && (span & 255) - (span >> 8) < 2) {
      sendPages(0, 1);
      drawn[row] = text;
      row = -1;
    } else {
      sendPages(0, 0);
    }
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
    const changed = changedCells(drawn[index] || '', line, width);
    if (changed >= 0) {
      row = index;
      text = line;
      span = changed;
      return true;
    }
  }
  return false;
}

/** Sends the changed cells of the row's upper half (0), its lower half (1), or both; of one character only what differs. */
function sendPages(upper: number, lower: number): void {
  const first = span >> 8;
  const last = span & 255;
  const isTight = text.length > width * 2;
  const cells = text.substring(first * 2, last * 2 + 2);
  const top = isTight ? tightHalf(text, upper, glass.widthPx) : halfRow(cells, upper);
  const bottom = lower > upper ? halfRow(cells, lower) : '';
  let start = 0;
  let end = top.length;
  // Glyphs have blank edges: a character needs 2 columns less. In a longer change to look for them costs more than it saves.
  if (last - first < 2) {
    const old = (drawn[row] || '').substring(first * 2, last * 2 + 2);
    const oldTop = halfRow(old, upper);
    const oldBottom = bottom ? halfRow(old, lower) : '';
    while (
      start < end &&
      top.charAt(start) === oldTop.charAt(start) &&
      bottom.charAt(start) === oldBottom.charAt(start)
    )
      start++;
    while (
      start < end &&
      top.charAt(end - 1) === oldTop.charAt(end - 1) &&
      bottom.charAt(end - 1) === oldBottom.charAt(end - 1)
    )
      end--;
  }
  if (start === end) return;
  const left = first * CELL_WIDTH_PX + glass.columnOffset;
  send(options.address(row * 2 + upper, left + start, left + end - 1, row * 2 + lower));
  send(DATA + top.substring(start, end) + bottom.substring(start, end));
}

function send(bytes: string): void {
  if (!screen.isOn || display.write(bytes)) return;
  screen.isOn = false;
  options.onFail('display: no answer on I2C');
}
