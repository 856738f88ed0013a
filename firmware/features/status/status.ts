/**
 * What people see of the board: lines on the console, and rows on the display. Four rows: address and port, what the
 * server does, how many clients there are, the last text, which takes the row above it too when it is long. Two rows:
 * address and port, the last text.
 */

/** As it stands; `trouble` says why there is no address or no server. */
export const status = { title: '', ip: '', port: 0, trouble: '', isListening: false };

/** Every address up to this length fits a row: beyond its 16 cells it is set closer. */
const MAX_ADDRESS = 20;

let log: (line: string) => void;
/** As `showText` of the display. */
export type ShowText = (
  first: number,
  last: number,
  text: string,
  isPage: boolean,
  onRows?: (count: number) => void,
) => void;

let show: ShowText;
let rows = 0;
let clients = 0;
/** Rows that the last text took. */
let taken = 0;
let notified = '';

/** Starts with the title, e.g. `tinwire 0.1.0 esp32`; `displayRows` is 0 without a display. */
export function startStatus(
  title: string,
  port: number,
  logLine: (line: string) => void,
  showText: ShowText,
  displayRows: number,
): void {
  status.title = title;
  status.port = port;
  log = logLine;
  show = showText;
  rows = displayRows;
  show(0, 0, title, false);
}

/** The board's address, or why it has none. */
export function setAddress(ip: string, trouble: string): void {
  status.ip = ip;
  status.trouble = trouble;
  notify();
}

/** The server listens, or why it does not. */
export function setListening(error: string): void {
  status.isListening = error === '';
  status.trouble = error;
  notify();
}

/** How many clients are connected. */
export function setClients(count: number): void {
  clients = count;
  if (rows > 3 && taken < 2) show(2, 2, `clients ${count}`, false);
}

/** The last text that arrived. */
export function setText(text: string): void {
  show(rows > 3 ? rows - 2 : rows - 1, rows - 1, text, false, onRows);
}

function onRows(count: number): void {
  taken = count;
  setClients(clients);
}

/** Draws the rows about the board. */
export function showStatus(): void {
  const { ip, port, trouble } = status;
  const address = `${ip}:${port}`;
  const isShort = address.length <= MAX_ADDRESS;
  show(0, 0, ip ? (isShort ? address : ip) : status.title, false);
  if (rows > 3 || trouble) show(1, 1, trouble || (isShort ? 'accepting.....' : `:${port} accepting`), false);
}

function notify(): void {
  const { ip, port, trouble } = status;
  const line = ip && status.isListening ? `listening on ${ip}:${port}` : trouble;
  if (line === '' || line === notified) return;
  notified = line;
  log(`${status.title}: ${line}`);
  showStatus();
}
