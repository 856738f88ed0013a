/** The AT console: takes what is typed, piece by piece, to the command table or to the send that runs. */
import { runLine } from './commands.ts';
import { onAssociated } from './joining.ts';
import { watchLinks } from './links.ts';
import { openingEnded } from './opening.ts';
import { sayBusy } from './output.ts';
import { type LineState, nextLine, readLine } from './parser.ts';
import { BUSY_SENDING, echoed, lineLimit, speak } from './replies.ts';
import { start } from './restart.ts';
import { sendingEnded, takePayload } from './sending.ts';
import { type AtOptions, type AtPorts, at, equip, ports } from './state.ts';

export { onStation } from './joining.ts';

/** How long a CR may be alone: many terminals send nothing else, others send its line feed in the next packet. */
export const LONE_CR_MS = 20;

const lines: LineState = { line: '', isLong: false, cr: false, at: 0 };
let crTimer = 0;

/** Says `ready` and joins the network that is kept. */
export function startConsole(atPorts: AtPorts, options: AtOptions): void {
  equip(atPorts, options);
  speak(options.dialect);
  watchLinks((link) => {
    if (openingEnded(link)) return true;
    sendingEnded(link);
    return false;
  });
  ports.wifi.on('associated', onAssociated);
  start();
}

/** Takes what was typed, in pieces of any size. */
export function receive(bytes: string): void {
  stopWaiting();
  lines.at = 0;
  while (lines.at < bytes.length) {
    if (!lines.cr && (at.phase === 'data' || at.phase === 'raw')) lines.at = takePayload(bytes, lines.at);
    else takeLine(bytes);
  }
  if (lines.cr) crTimer = ports.timers.after(onLoneCr, LONE_CR_MS);
}

/** Forgets what was typed and not yet ended: somebody else types from now on. */
export function forgetTyped(): void {
  stopWaiting();
  nextLine(lines);
}

function stopWaiting(): void {
  if (crTimer) ports.timers.cancel(crTimer);
  crTimer = 0;
}

function takeLine(bytes: string): void {
  const start = lines.at;
  const hasEnded = readLine(lines, bytes, lineLimit());
  if (at.hasEcho && at.phase === 'idle') {
    const echo = echoed(bytes.substring(start, lines.at), hasEnded);
    if (echo) ports.write(echo);
  }
  if (hasEnded) onLine();
}

function onLoneCr(): void {
  crTimer = 0;
  if (at.hasEcho && at.phase === 'idle') ports.write(echoed('', true));
  onLine();
}

function onLine(): void {
  const line = lines.isLong ? 'too long' : lines.line;
  nextLine(lines);
  if (line === '') return;
  if (at.phase === 'idle') runLine(line);
  else if (at.phase === 'sending') ports.write(BUSY_SENDING);
  else sayBusy();
}
