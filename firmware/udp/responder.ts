/** Answers datagrams to where they came from. */
import { backoffMs } from '../lib/backoff.ts';
import type { DatagramSocketPort, DatagramSource, DgramPort, TimersPort } from '../ports.ts';
import { mayAnswer, watchLoops } from './loops.ts';

/** Of the buffer, what the interpreter keeps for the sender's address, and the byte that shows that a datagram was cut. */
const BUFFER_OVERHEAD_BYTES = 9;

/** What the responder is told. */
export interface ResponderOptions {
  port: number;
  /** Raises the interpreter's chunk for every socket of the program; datagrams of 9 bytes less arrive whole. */
  bufferBytes: number;
  /** The same number for the same bytes. */
  checksum(bytes: string): number;
  /** The answer to a datagram; '' for none. */
  onBytes(bytes: string, from: DatagramSource): string;
  /** The datagram that `onBytes` is about to get was longer: this is all that arrived of it. */
  onCut(sizeBytes: number): void;
  /** A datagram from there got no answer: it may belong to a loop, see `loops.ts`. */
  onUnanswered(from: DatagramSource): void;
  /** The responder listens, or why it cannot yet. */
  onListen(error: string): void;
}

/**
 * Datagrams since power-on; `failed`: answers that could not be sent; `unanswered`: see `loops.ts`; `reopened`: times the
 * interpreter closed the socket.
 */
export const responderStats = { got: 0, failed: 0, unanswered: 0, reopened: 0 };

let dgram: DgramPort;
let timers: TimersPort;
let options: ResponderOptions;
let socket: DatagramSocketPort;
let tries = 0;
let isListening: boolean;

/** Starts to listen, and tries again with back-off while the port cannot be had. */
export function startResponder(
  dgramPort: DgramPort,
  timersPort: TimersPort,
  responderOptions: ResponderOptions,
): void {
  dgram = dgramPort;
  timers = timersPort;
  options = responderOptions;
  isListening = false;
  watchLoops(timers, options.port, options.checksum, options.onUnanswered);
  open();
}

function open(): void {
  socket = dgram.createSocket({ type: 'udp4', recvBufferSize: options.bufferBytes });
  socket.on('message', onMessage);
  socket.on('close', onClose);
  try {
    socket.bind(options.port);
    tries = 0;
    if (!isListening) options.onListen('');
    isListening = true;
  } catch (_taken) {
    isListening = false;
    options.onListen(`port ${options.port} is already in use`);
    timers.after(open, backoffMs(tries++));
  }
}

/** The interpreter takes an empty datagram for the end of the socket, and tells of it twice. */
function onClose(this: DatagramSocketPort): void {
  if (this !== socket || !isListening) return;
  responderStats.reopened++;
  open();
}

/** Sends a datagram from the port that the responder listens on. */
export function sendFromResponder(bytes: string, port: number, address: string): void {
  try {
    socket.send(bytes, port, address);
  } catch (_closed) {
    responderStats.failed++;
  }
}

function onMessage(bytes: string, from: DatagramSource): void {
  responderStats.got++;
  const max = options.bufferBytes - BUFFER_OVERHEAD_BYTES;
  const isCut = bytes.length > max;
  if (isCut) options.onCut(max);
  const answer = options.onBytes(isCut ? bytes.substr(0, max) : bytes, from);
  if (!answer) return;
  if (mayAnswer(bytes, from)) sendFromResponder(answer, from.port, from.address);
  else responderStats.unanswered++;
}
