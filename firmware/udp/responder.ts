/** Answers datagrams to where they came from. */
import { backoffMs } from '../lib/backoff.ts';
import type { DatagramSocketPort, DatagramSource, DgramPort, TimersPort } from '../ports.ts';

/** What the responder is told. */
export interface ResponderOptions {
  port: number;
  /** Raises the interpreter's chunk for every socket of the program; 0: leaves it. Bytes. */
  bufferBytes: number;
  /** The answer to a datagram; '' for none. */
  onBytes(bytes: string): string;
  /** The responder listens, or why it cannot yet. */
  onListen(error: string): void;
}

/** Datagrams since power-on; `failed`: answers that could not be sent. */
export const responderStats = { got: 0, failed: 0 };

let timers: TimersPort;
let options: ResponderOptions;
let socket: DatagramSocketPort;
let tries = 0;

/** Starts to listen, and tries again with back-off while the port cannot be had. */
export function startResponder(
  dgram: DgramPort,
  timersPort: TimersPort,
  responderOptions: ResponderOptions,
): void {
  timers = timersPort;
  options = responderOptions;
  socket = options.bufferBytes
    ? dgram.createSocket({ type: 'udp4', recvBufferSize: options.bufferBytes })
    : dgram.createSocket({ type: 'udp4' });
  socket.on('message', onMessage);
  bind();
}

function bind(): void {
  try {
    socket.bind(options.port);
    options.onListen('');
  } catch (_taken) {
    options.onListen(`port ${options.port} cannot be had`);
    timers.after(bind, backoffMs(tries++));
  }
}

function onMessage(bytes: string, from: DatagramSource): void {
  responderStats.got++;
  const answer = options.onBytes(bytes);
  if (answer === '') return;
  try {
    socket.send(answer, from.port, from.address);
  } catch (_closed) {
    responderStats.failed++;
  }
}
