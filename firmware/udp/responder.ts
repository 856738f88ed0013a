/** Answers datagrams to where they came from. */
import { backoffMs } from '../lib/backoff.ts';
import { OWNER, type Owned } from '../lib/owner.ts';
import type { DatagramSocketPort, DatagramSource, DgramPort, TimersPort } from '../ports.ts';
import { type LoopOptions, type LoopWatch, mayAnswer } from './loops.ts';

/** Of the buffer, what the interpreter keeps for the sender's address, and the byte that shows that a datagram was cut. */
const BUFFER_OVERHEAD_BYTES = 9;

/** What a responder is told. The listeners are called on its record. */
export interface ResponderOptions extends LoopOptions {
  /** Raises the interpreter's chunk for every socket of the program; datagrams of 9 bytes less arrive whole. */
  bufferBytes: number;
  /** The answer to a datagram; '' for none. */
  onBytes(this: Responder, bytes: string, from: DatagramSource): string;
  /** The datagram that `onBytes` is about to get was longer: this is all that arrived of it. */
  onCut(this: Responder, sizeBytes: number): void;
  /** A datagram from there got no answer: it may belong to a loop, see `loops.ts`. */
  onUnanswered(this: Responder, from: DatagramSource): void;
  /** The responder listens, or why it cannot yet. */
  onListen(this: Responder, error: string): void;
}

/**
 * Datagrams since the responder was made; `failed`: answers that could not be sent; `unanswered`: see `loops.ts`; `reopened`:
 * times the interpreter closed the socket.
 */
export interface ResponderStats {
  got: number;
  failed: number;
  unanswered: number;
  reopened: number;
}

/** A responder: its options, and its state. */
export interface Responder extends ResponderOptions, LoopWatch {
  onUnanswered(this: Responder, from: DatagramSource): void;
  dgram: DgramPort;
  stats: ResponderStats;
  /** The last that was opened. */
  socket: DatagramSocketPort | null;
  /** In a row, to listen. */
  tries: number;
  isListening: boolean;
}

/** The responder's socket. */
type ResponderSocket = DatagramSocketPort & Owned<Responder>;

/** Makes `options` the record of a responder, which does not listen yet. */
export function createResponder<T extends ResponderOptions>(
  dgram: DgramPort,
  timers: TimersPort,
  options: T,
): T & Responder {
  return Object.assign(options, {
    dgram,
    timers,
    stats: { got: 0, failed: 0, unanswered: 0, reopened: 0 },
    socket: null,
    tries: 0,
    isListening: false,
    marks: [],
    repeats: 0,
    isWaiting: false,
    isNotified: false,
  });
}

/** Starts to listen, and tries again with back-off while the port cannot be had. */
export function startResponder(responder: Responder): void {
  const { port, timers } = responder;
  const socket = responder.dgram.createSocket({ type: 'udp4', recvBufferSize: responder.bufferBytes });
  (socket as ResponderSocket)[OWNER] = responder;
  responder.socket = socket;
  socket.on('message', onMessage);
  socket.on('close', onClose);
  try {
    socket.bind(port);
    responder.tries = 0;
    if (!responder.isListening) responder.onListen('');
    responder.isListening = true;
  } catch (_taken) {
    responder.isListening = false;
    responder.onListen(`port ${port} is already in use`);
    timers.after(startResponder, backoffMs(responder.tries++), responder);
  }
}

/** The interpreter takes an empty datagram for the end of the socket, and tells of it twice. */
function onClose(this: DatagramSocketPort): void {
  const responder = (this as ResponderSocket)[OWNER];
  if (this !== responder.socket || !responder.isListening) return;
  responder.stats.reopened++;
  startResponder(responder);
}

/** Sends a datagram from the port that the responder listens on; what is sent before it was started is lost, and counted. */
export function sendFromResponder(responder: Responder, bytes: string, port: number, address: string): void {
  const { socket, stats } = responder;
  try {
    if (socket) socket.send(bytes, port, address);
    else stats.failed++;
  } catch (_closed) {
    stats.failed++;
  }
}

function onMessage(this: DatagramSocketPort, bytes: string, from: DatagramSource): void {
  const responder = (this as ResponderSocket)[OWNER];
  const { stats } = responder;
  stats.got++;
  const max = responder.bufferBytes - BUFFER_OVERHEAD_BYTES;
  const isCut = bytes.length > max;
  if (isCut) responder.onCut(max);
  const answer = responder.onBytes(isCut ? bytes.substr(0, max) : bytes, from);
  if (!answer) return;
  if (mayAnswer(responder, bytes, from)) sendFromResponder(responder, answer, from.port, from.address);
  else stats.unanswered++;
}
