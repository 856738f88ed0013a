/** The AT console: takes what is typed, piece by piece, to the command table or to the send that runs. */
import { runLine } from './commands.ts';
import { type JoinEnd, onAssociated, onStation as onJoinEnd, stopAwaitingJoin } from './joining.ts';
import { type Link, watchLinks } from './links.ts';
import { stopAsking } from './network.ts';
import { openingEnded, stopAwaitingLink } from './opening.ts';
import { clearQueue, reportBusy } from './output.ts';
import { type LineState, nextLine, readLine } from './parser.ts';
import { BUSY_SENDING, echoed, lineLimit, speak } from './replies.ts';
import { hurryRestart, start } from './restart.ts';
import { abandonSend, sendingEnded, takePayload } from './sending.ts';
import { type AtOptions, type AtPorts, at, equip, ports } from './state.ts';
import { startTransparent, transparentEnded } from './transparent-link.ts';

/** How long a CR may be alone: many terminals send nothing else, others send its line feed in the next packet. */
export const LONE_CR_MS = 20;

const lines: LineState = { line: '', isLong: false, cr: false, at: 0 };
let crTimer = 0;

/** Says `ready` and joins the network that is kept. */
export function startConsole(atPorts: AtPorts, options: AtOptions): void {
  equip(atPorts, options);
  speak(options.dialect);
  watchLinks(onLinkEnd);
  ports.wifi.on('associated', onAssociated);
  start();
}

function onLinkEnd(link: Link): boolean {
  transparentEnded();
  if (openingEnded(link)) return true;
  sendingEnded(link);
  return false;
}

/** The station joined, lost its network, or failed to join. */
export function onStation(end: JoinEnd): void {
  onJoinEnd(end);
  if (end === 'joined') startTransparent();
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

/**
 * The client has left: what it had begun ends here or continues silently, and the next one starts at the command prompt. Links,
 * the server and settings stay: they are the modem's.
 */
export function typistLeft(): void {
  stopWaiting();
  // A line that a CR has ended is whole.
  if (lines.cr) onLine();
  nextLine(lines);
  hurryRestart();
  abandonSend();
  stopAwaitingJoin();
  stopAwaitingLink();
  stopAsking();
  clearQueue();
  at.phase = 'idle';
  at.hasEcho = true;
  // Or his AT+CIPSEND would take all that follows.
  at.isRaw = false;
}

function stopWaiting(): void {
  if (crTimer) ports.timers.cancel(crTimer);
  crTimer = 0;
}

function takeLine(bytes: string): void {
  const start = lines.at;
  const hasEnded = readLine(lines, bytes, lineLimit());
  // A line that is dropped is not sent back either: without an end it would fill the memory.
  if (at.hasEcho && at.phase === 'idle' && (hasEnded || !lines.isLong)) {
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
  else reportBusy();
}
