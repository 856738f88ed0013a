/** AT+CIPSEND: a number of bytes for one link, or everything for the only one (transparent). */
import { endLink, type Link, linkOf, links, type TcpLink } from './links.ts';
import { finish, type Outcome, refuse } from './output.ts';
import { integer } from './parser.ts';
import { prompt, SEND_CANCELED, SEND_FAIL, SEND_OK, TRANSPARENT } from './replies.ts';
import { at, options, ports } from './state.ts';

/** Most bytes of one AT+CIPSEND. */
export const MAX_BYTES = 2048;
/** Most bytes of one datagram that is not cut on its way. */
export const MAX_DATAGRAM_BYTES = 1460;
/** Silence that ends a packet in transparent mode, and that stands around the `+++` that leaves it. */
export const GAP_MS = 20;
/** A peer that takes nothing for so long is given up. */
export const SEND_TIMEOUT_MS = 10000;
const ESCAPE = '+++';
/** One more than the escape: enough to tell it from anything longer. */
const BURST_BYTES = 4;

let link: Link | null = null;
let host = '';
let port = 0;
let left = 0;
let sizeBytes = 0;
let held = '';
/** What came since the last silence, as far as the escape has to be told from it. */
let burst = '';
let hasFailed = false;
/** AT+CIPSENDEX. */
let endsAtMark = false;
let isEscaped = false;
let gapTimer = 0;
let sendTimer = 0;

/** AT+CIPSEND=...; the bytes follow. AT+CIPSENDEX=... (`hasEnd`): up to so many, or up to a `\\0` that is typed. */
export function startSend(args: string[], hasEnd: boolean): Outcome {
  if (at.isRaw) return refuse('IPMODE=1');
  const first = at.isMux ? 1 : 0;
  const id = at.isMux ? integer(args[0], 0, 4) : 0;
  const size = integer(args[first], 1, 9999999);
  const target = linkOf(id);
  if (!target) return refuse('link is not valid');
  if (size < 0) return false;
  if (size > (target.isUdp ? MAX_DATAGRAM_BYTES : MAX_BYTES)) return refuse('too long');
  host = target.peer || '';
  port = target.peerPort || 0;
  if (target.isUdp && args.length > first + 1) {
    host = args[first + 1] || host;
    if (args.length > first + 2) port = integer(args[first + 2], 1, 65535);
    if (port < 0) return refuse('IP ERROR');
  }
  begin(target);
  endsAtMark = hasEnd;
  left = sizeBytes = size;
  at.phase = 'data';
  ports.write(prompt());
  return null;
}

/** AT+CIPSEND alone: all that follows belongs to the only link, until `+++`. */
export function startRaw(): Outcome {
  const target = linkOf(0);
  if (!at.isRaw || at.isMux) return false;
  if (!target) return refuse('link is not valid');
  beginRaw(target);
  ports.write(TRANSPARENT);
  return null;
}

/** From now on all that is typed belongs to `target`, until `+++`. */
export function beginRaw(target: Link): void {
  host = target.peer || '';
  port = target.peerPort || 0;
  begin(target);
  at.phase = 'raw';
}

/** Takes what of `bytes`, from `start` on, belongs to the send that runs; returns where the rest begins. */
export function takePayload(bytes: string, start: number): number {
  if (at.phase === 'data' && endsAtMark) return takeMarked(bytes, start);
  const part = at.phase === 'raw' ? bytes.substr(start) : bytes.substr(start, left);
  burst = (burst + part).substr(0, BURST_BYTES);
  held += part;
  if (at.phase === 'raw') {
    while (held.length > options.holdBytes) flush(options.holdBytes);
    // Unless the link ended meanwhile.
    if (at.phase === 'raw') watchGap(onRawGap);
    return bytes.length;
  }
  left -= part.length;
  if (left === 0) complete();
  else {
    // A datagram must leave whole.
    if (link && !link.isUdp && held.length >= options.holdBytes) flush(held.length);
    watchGap(onGap);
  }
  return start + part.length;
}

/** As `takePayload`, one by one: a backslash before `0` ends the send, before a backslash it makes that one plain. */
function takeMarked(bytes: string, start: number): number {
  let index = start;
  while (left > 0 && index < bytes.length) {
    let one = bytes.charAt(index++);
    if (one === '\\' && !isEscaped) {
      isEscaped = true;
      continue;
    }
    if (isEscaped && one === '0') {
      sizeBytes -= left;
      left = 0;
      break;
    }
    if (isEscaped && one !== '\\') one = `\\${one}`;
    isEscaped = false;
    one = one.substr(0, left);
    held += one;
    left -= one.length;
  }
  if (left === 0) complete();
  else if (link && !link.isUdp && held.length >= options.holdBytes) flush(held.length);
  return index;
}

/** Forgets the send that runs; nothing is said. */
export function stopSend(): void {
  watchGap(null);
  if (sendTimer) ports.timers.cancel(sendTimer);
  sendTimer = 0;
  if (link && !link.isUdp) link.removeListener('drain', onDrain);
  link = null;
  held = '';
}

/** The client has left: its data in transparent mode is sent, the rest of an incomplete send is dropped. */
export function abandonSend(): void {
  if (at.phase === 'raw' && burst !== ESCAPE) flush(held.length);
  // What is on its way stays watched: a peer that takes nothing is given up.
  if (at.phase !== 'sending') stopSend();
}

/** Ends the send when its link ended. */
export function sendingEnded(ended: Link): void {
  if (ended !== link) return;
  if (at.phase === 'raw') leaveRaw();
  // The bytes that were promised still come, and must not be taken for commands.
  else if (at.phase === 'data') hasFailed = true;
  else settle(SEND_FAIL);
}

function begin(target: Link): void {
  stopSend();
  link = target;
  burst = '';
  hasFailed = endsAtMark = isEscaped = false;
}

function complete(): void {
  watchGap(null);
  ports.write(`\r\nRecv ${sizeBytes} bytes\r\n`);
  at.phase = 'sending';
  const target = link;
  if (!target || hasFailed || links[target.id] !== target) settle(SEND_FAIL);
  else if (target.isUdp) settle(flush(held.length) ? SEND_OK : SEND_FAIL);
  // All of it has left in pieces already.
  else if (held === '') settle(SEND_OK);
  else {
    target.on('drain', onDrain);
    sendTimer = ports.timers.after(onSilence, SEND_TIMEOUT_MS);
    flush(held.length);
  }
}

/** Sends the first bytes of what is held; false when they cannot leave: then the link is given up. */
function flush(count: number): boolean {
  const bytes = held.substr(0, count);
  held = held.substr(count);
  const target = link;
  if (!target || hasFailed) return false;
  if (!target.isUdp) {
    if (ports.send(target, bytes)) return true;
    endLink(target);
    return false;
  }
  try {
    target.send(bytes, port, host);
    return true;
  } catch (_unreachable) {
    return false;
  }
}

function onDrain(this: TcpLink): void {
  if (this === link) settle(SEND_OK);
}

function onSilence(): void {
  sendTimer = 0;
  if (link) endLink(link);
}

/** Reports how the send ended, unless the client has left. */
function settle(text: string): void {
  const isAwaited = at.phase === 'sending' || at.phase === 'data';
  stopSend();
  if (isAwaited) finish(text);
}

function watchGap(fn: (() => void) | null): void {
  if (gapTimer) ports.timers.cancel(gapTimer);
  gapTimer = fn ? ports.timers.after(fn, GAP_MS) : 0;
}

function onGap(): void {
  gapTimer = 0;
  if (burst === ESCAPE) settle(SEND_CANCELED);
  burst = '';
}

function onRawGap(): void {
  gapTimer = 0;
  const isEscape = burst === ESCAPE;
  burst = '';
  if (isEscape) {
    at.isTransparent = false;
    leaveRaw();
  } else flush(held.length);
}

function leaveRaw(): void {
  stopSend();
  finish('');
}
