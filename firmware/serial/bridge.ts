/**
 * Bytes between a serial line and TCP clients. One segment a byte would flood the network, so what the line says is collected
 * until a line ends, the line is silent for a while, or 512 bytes are there.
 */
import type { TimersPort } from '../ports.ts';

/** The default silence after which input is sent, milliseconds. */
export const BATCH_MS = 20;
export const BATCH_BYTES = 512;

/** Both ends, and the listeners. */
export interface BridgeOptions {
  /** 0: a line that has not ended waits for its end, for 512 bytes or for `sendPending`. */
  silenceMs: number;
  /** Sends to all clients; returns how many there were. */
  send(bytes: string): number;
  /** Input is lost while no client is connected: reported once until a client connects. */
  onLost(): void;
}

/**
 * Bytes since power-on. `lost`: received while no client was connected; `dropped`: what clients who did not read missed;
 * `refused`: said by clients while the line was not the bridge's.
 */
export const bridgeStats = { sent: 0, lost: 0, dropped: 0, refused: 0 };

let timers: TimersPort;
let options: BridgeOptions;
let pending = '';
/** Id of the timer that waits for silence; 0: none. */
let silence = 0;
let isLossLogged = false;

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
  else if (options.silenceMs) silence = timers.after(onSilence, options.silenceMs);
}

/** Sends what the line has said so far; false when it has said nothing. */
export function sendPending(): boolean {
  const bytes = pending;
  pending = '';
  if (!bytes) return false;
  sendNow(bytes);
  return true;
}

/** Sends this, as if the line had said it. */
export function sendNow(bytes: string): void {
  if (options.send(bytes)) {
    bridgeStats.sent += bytes.length;
    isLossLogged = false;
    return;
  }
  bridgeStats.lost += bytes.length;
  if (isLossLogged) return;
  isLossLogged = true;
  options.onLost();
}

function onSilence(): void {
  silence = 0;
  sendPending();
}

function hasLineEnd(bytes: string): boolean {
  return bytes.indexOf('\n') >= 0 || bytes.indexOf('\r') >= 0;
}
