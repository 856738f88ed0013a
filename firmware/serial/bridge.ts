/**
 * Bytes between a serial line and TCP clients. One segment a byte would drown the air, so what the line says is collected
 * until a line ends, the line is silent for 20 ms, or 512 bytes are there.
 */
import type { TimersPort } from '../ports.ts';

export const BATCH_MS = 20;
export const BATCH_BYTES = 512;

/** Both ends, and whom to tell. */
export interface BridgeOptions {
  /** Sends to all clients; returns how many there were. */
  send(bytes: string): number;
  /** What the line says is lost while nobody is connected: told once, until somebody is. */
  onLost(): void;
}

/** Bytes since power-on; `lost`: said by the line while nobody was connected. */
export const bridgeStats = { sent: 0, lost: 0 };

let timers: TimersPort;
let options: BridgeOptions;
let pending = '';
/** Id of the timer that waits for silence; 0: none. */
let silence = 0;
let isLostTold = false;

/** Prepares the bridge; before the first byte. */
export function startBridge(timersPort: TimersPort, bridgeOptions: BridgeOptions): void {
  timers = timersPort;
  options = bridgeOptions;
}

/** The line said this. */
export function onLineBytes(bytes: string): void {
  pending += bytes;
  if (silence) {
    timers.cancel(silence);
    silence = 0;
  }
  if (pending.length >= BATCH_BYTES || hasLineEnd(bytes)) sendPending();
  else silence = timers.after(onSilence, BATCH_MS);
}

/** Sends what the line has said so far; nothing when it has said nothing. */
export function sendPending(): void {
  const bytes = pending;
  pending = '';
  if (!bytes) return;
  if (options.send(bytes)) {
    bridgeStats.sent += bytes.length;
    isLostTold = false;
    return;
  }
  bridgeStats.lost += bytes.length;
  if (isLostTold) return;
  isLostTold = true;
  options.onLost();
}

function onSilence(): void {
  silence = 0;
  sendPending();
}

function hasLineEnd(bytes: string): boolean {
  return bytes.indexOf('\n') >= 0 || bytes.indexOf('\r') >= 0;
}
