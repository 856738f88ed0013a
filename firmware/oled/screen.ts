/**
 * Rows of text on the display, without a frame buffer: a row is text, and its pixels are read from the glyph files as they
 * are sent. All of it is done in short turns, and only what changed is sent, so that the network never waits for long: an
 * empty step of the interpreter takes 90 us on an ESP32, and a frame laid out, drawn and sent at once took 2 s.
 */
import type { ClockPort, DisplayPort, StorePort } from '../ports.ts';
import { beginCondensed, type CondensedRow, maySetCondensed, setCondensedGlyph } from './condensed.ts';
import { ASCII_FILE, COLUMN_WIDTH_PX, openGlyphs } from './glyphs.ts';
import { beginRow, CONDENSED, drawRowPiece, rowPixels, TRIMMED_PX } from './row.ts';
import { beginLayout, type Layout, layOutPiece } from './text.ts';

const REFRESH_MS = 100;
/** A turn's work; one piece more may follow, up to 10 ms of an ESP32. */
const TURN_S = 0.004;
const ROW_PX = 16;
const PAGE_PX = 8;
/** First byte of a transaction: the rest are data for the RAM. */
const DATA = '\x40';
/** Data bytes of a transaction: 6 ms on a bus of 100 kHz. */
const MAX_DATA_BYTES = 64;

/** The display, and where it sits in the controller's RAM. */
export interface Panel {
  widthPx: number;
  heightPx: number;
  /** RAM column of the leftmost pixel. */
  columnOffset: number;
}

/** The controller's commands, and the listener. */
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

/** A text for the rows `first` to `last`. */
interface Request {
  first: number;
  last: number;
  text: string;
  isPage: boolean;
  onRows: ((count: number) => void) | undefined;
}

/** Rows that the display has room for, and whether it answers. */
export const screen = { rows: 0, isOn: false };

let display: DisplayPort;
let timers: ClockPort;
/** Of the display: pixels, RAM column of the leftmost one, and cells of a row. */
let widthPx = 0;
let heightPx = 0;
let columnOffset = 0;
let width = 0;
// Of the controller.
let columns = 0;
let addressOf: ControllerOptions['address'];
let hasWindow: boolean;
let fail: ControllerOptions['onFail'];
const wanted: string[] = [];
const drawn: string[] = [];
/** What the next turn waits for; -1: none is due. */
let waitMs = -1;
/** Texts of the next refresh, and what is left of the one under way. */
let pending: Request[] = [];
let requests: Request[] = [];
let request: Request | null = null;
let layout: Layout | null = null;
/** A row that may be set closer, on trial. */
let trial: CondensedRow | null = null;
/** The row that is drawn; -1: none. */
let row = -1;
/** Transactions that are left to send. */
let transactions: string[] = [];

/** Brings the display up and clears it. Without display or glyph file it says so once, and everything else goes on. */
export function startScreen(
  displayPort: DisplayPort,
  storePort: StorePort,
  timersPort: ClockPort,
  panel: Panel,
  controller: ControllerOptions,
): void {
  display = displayPort;
  timers = timersPort;
  widthPx = panel.widthPx;
  heightPx = panel.heightPx;
  columnOffset = panel.columnOffset;
  columns = controller.columns;
  addressOf = controller.address;
  hasWindow = controller.hasWindow;
  fail = controller.onFail;
  width = widthPx / COLUMN_WIDTH_PX;
  if (!openGlyphs(storePort)) {
    fail(`display: Storage file ${ASCII_FILE} is missing`);
    return;
  }
  screen.isOn = true;
  screen.rows = heightPx / ROW_PX;
  for (let index = 0; index < screen.rows; index++) drawn[index] = wanted[index] = ' '.repeat(width);
  send(controller.initialise(heightPx));
  clearPage(0);
}

/**
 * Shows the end of a text (UTF-8) in the rows `first` to `last`, wrapped, soon: its last row stands in `last`, and rows that
 * it does not need stay as they are; in a single row a word that nearly fits is set closer. With `isPage` its first row
 * stands in `first`, and the rows that it does not need become blank. `onRows` is told how many it took.
 */
export function showText(
  first: number,
  last: number,
  text: string,
  isPage: boolean,
  onRows?: (count: number) => void,
): void {
  if (!screen.isOn || last >= screen.rows) return;
  const others = pending.filter((other) => other.first < first || other.last > last);
  if (isPage) {
    // What stands alone is not joined by what those rows would have brought along.
    if (request) request.onRows = undefined;
    for (const other of requests) other.onRows = undefined;
  }
  others.push({ first, last, text, isPage, onRows });
  pending = others;
  wake(REFRESH_MS);
}

function wake(delayMs: number): void {
  if (waitMs >= 0) return;
  waitMs = delayMs;
  timers.after(turn, delayMs);
}

function clearPage(page: number): void {
  if (page * PAGE_PX >= heightPx) {
    send('\x00\xAF');
    waitMs = -1;
    wake(REFRESH_MS);
    return;
  }
  waitMs = 0;
  send(addressOf(page, 0, columns - 1, page));
  send(DATA + '\x00'.repeat(columns));
  if (screen.isOn) timers.after(() => clearPage(page + 1), 0);
}

/** Works for a short while, or sends one piece. */
function turn(): void {
  const isRefresh = waitMs > 0;
  waitMs = -1;
  if (!screen.isOn) return;
  if (transactions.length) {
    sendNext();
    wake(0);
    return;
  }
  if (isRefresh && isIdle()) {
    requests = pending;
    pending = [];
  }
  const endS = timers.seconds() + TURN_S;
  do {
    if (!work()) {
      if (pending.length) wake(REFRESH_MS);
      return;
    }
  } while (!transactions.length && timers.seconds() < endS);
  wake(0);
}

/** Sends data of one transaction, with the commands before it. */
function sendNext(): void {
  let bytes: string | undefined;
  do {
    bytes = transactions.shift();
    if (bytes) send(bytes);
  } while (bytes && bytes.charAt(0) !== DATA);
}

/** Does one piece of what there is to do; false when there is nothing. */
function work(): boolean {
  if (row >= 0) drawPiece();
  else if (layout) {
    if (!layOutPiece(layout)) takeRows(layout.rows);
  } else if (trial) {
    if (!setCondensedGlyph(trial)) endTrial(trial);
  } else {
    const next = requests.shift();
    if (!next) return findChange();
    beginRequest(next);
  }
  return true;
}

/** The texts that came during a refresh wait for the next one. */
function isIdle(): boolean {
  if (requests.length || request || row >= 0) return false;
  for (let index = 0; index < screen.rows; index++) if (drawn[index] !== wanted[index]) return false;
  return true;
}

function beginRequest(next: Request): void {
  const { first, last, text } = next;
  request = next;
  if (first === last && maySetCondensed(text, width)) trial = beginCondensed(text);
  else layout = beginLayout(text, width, last - first + 1);
}

/** A text that is too wide even when it is set closer is wrapped like any other. */
function endTrial({ upper, text }: CondensedRow): void {
  trial = null;
  if (upper.length > widthPx) layout = beginLayout(text, width, 1);
  else takeRows([CONDENSED + text]);
}

function takeRows(rows: string[]): void {
  const { first, last, isPage, onRows } = request as Request;
  layout = request = null;
  const top = isPage ? first : last - rows.length + 1;
  for (let index = 0; index < rows.length; index++) wanted[top + index] = rows[index] as string;
  if (isPage) for (let index = first + rows.length; index <= last; index++) wanted[index] = ' '.repeat(width);
  if (onRows) onRows(rows.length);
}

function findChange(): boolean {
  for (let index = 0; index < screen.rows; index++) {
    const line = wanted[index] as string;
    if (line !== drawn[index]) {
      row = index;
      beginRow(drawn[index] as string, line);
      return true;
    }
  }
  return false;
}

/** Draws the next character of the row under way; behind the last one the row is ready to be sent. */
function drawPiece(): void {
  if (drawRowPiece(widthPx)) return;
  const { upper, lower, leftPx } = rowPixels;
  const page = row * 2;
  const left = leftPx + columnOffset;
  if (hasWindow && upper.length <= TRIMMED_PX) addData(page, page + 1, left, upper.length, upper + lower);
  else {
    addData(page, page, left, upper.length, upper);
    addData(page + 1, page + 1, left, upper.length, lower);
  }
  drawn[row] = wanted[row] as string;
  row = -1;
  rowPixels.upper = rowPixels.lower = '';
}

function addData(page: number, lastPage: number, left: number, count: number, bytes: string): void {
  if (!count) return;
  transactions.push(addressOf(page, left, left + count - 1, lastPage));
  for (let sent = 0; sent < bytes.length; sent += MAX_DATA_BYTES)
    transactions.push(DATA + bytes.substr(sent, MAX_DATA_BYTES));
}

function send(bytes: string): void {
  if (!screen.isOn || display.write(bytes)) return;
  screen.isOn = false;
  transactions = [];
  fail('display: no answer on I2C');
}
