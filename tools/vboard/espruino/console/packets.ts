/** Packets behind `10 01`: what each type does, and the ACK or NAK that answers it. */
import type { Clock } from '../../chip/clock.ts';
import type { PacketManners } from './firmware-version.ts';
import { unpackHeatshrink } from './heatshrink.ts';
import { LENGTH_MASK, type Packet } from './keys.ts';

export const ACK = '\x06';
export const NAK = '\x15';

const TYPE = {
  response: 0x0000,
  eval: 0x2000,
  event: 0x4000,
  fileSend: 0x6000,
  data: 0x8000,
  fileReceive: 0xa000,
} as const;
/** A file that gets no data for so long is closed. */
const FILE_TIMEOUT_MS = 10_000;
/** A file is sent in pieces of this size. */
const PIECE_BYTES = 1024;

/** What packets ask of the interpreter. */
export interface PacketHost {
  readonly clock: Clock;
  write(bytes: string): void;
  /** The value of one expression as relaxed JSON; `undefined`: it failed, and the fault is kept for `reportFault`. */
  evaluate(code: string): string | undefined;
  /** Prints the fault that `evaluate` kept. */
  reportFault(): void;
  /** What the lenient JSON reader finds; `undefined` when it is no object. */
  readObject(text: string): Record<string, unknown> | undefined;
  /** Calls the listeners of `E`; false: there are none. */
  notify(event: string, fields: Record<string, unknown>): boolean;
  readFile(name: string): string | undefined;
  /** Writes a part of a file; false: it failed, and the fault is printed when the console comes to it. */
  writeFile(name: string, bytes: string, offset: number, sizeBytes: number): boolean;
}

export interface Packets {
  process(packet: Packet): void;
  /** Closes the file that is being received. */
  close(): void;
}

interface OpenFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly isPacked: boolean;
  offset: number;
}

/** The console's line ends apply to packets too: each line feed goes out as two bytes, and the length counts one. */
function reply(type: number, data: string): string {
  const header = type | (data.length & LENGTH_MASK);
  return `\x10\x01${String.fromCharCode(header >> 8, header & 0xff)}${data.replaceAll('\n', '\r\n')}`;
}

/** No file is open. */
export function createPackets(host: PacketHost, quirks: PacketManners): Packets {
  let file: OpenFile | undefined;
  let cancelTimeout = (): void => {};

  const close = (): void => {
    file = undefined;
    cancelTimeout();
  };
  const expectMore = (): void => {
    cancelTimeout();
    cancelTimeout = host.clock.after(FILE_TIMEOUT_MS, close);
  };

  const evaluate = (code: string): void => {
    const value = host.evaluate(code);
    if (value !== undefined) {
      host.write(ACK + reply(TYPE.response, value));
      return;
    }
    host.write(NAK);
    host.reportFault();
  };
  const send = (text: string): boolean => {
    close();
    const asked = host.readObject(text);
    const sizeBytes = Math.trunc(Number(asked?.s));
    if (!asked || typeof asked.fn !== 'string' || !(Math.abs(sizeBytes) > 0)) return false;
    // There is no card with a FAT file system in a virtual board.
    if (asked.fs) return false;
    file = { name: asked.fn, sizeBytes, isPacked: Boolean(asked.c) && quirks.unpacks, offset: 0 };
    expectMore();
    return true;
  };
  const data = (bytes: string): boolean => {
    if (!file) return false;
    const open = file;
    const plain = open.isPacked
      ? Buffer.from(unpackHeatshrink(Buffer.from(bytes, 'latin1'))).toString('latin1')
      : bytes;
    const isWritten = host.writeFile(open.name, plain, open.offset, open.sizeBytes);
    open.offset += plain.length;
    if (open.offset >= open.sizeBytes) close();
    else expectMore();
    host.notify('packetUpload', { l: bytes.length, o: open.offset, s: open.sizeBytes, fn: open.name });
    return isWritten || !quirks.refusesFailedWrites;
  };
  const receive = (text: string): void => {
    const name = host.readObject(text)?.fn;
    const found = typeof name === 'string' ? host.readFile(name) : undefined;
    if (found === undefined) {
      host.write(NAK);
      return;
    }
    host.write(ACK);
    for (let at = 0; at < found.length; at += PIECE_BYTES) {
      host.write(reply(TYPE.data, found.slice(at, at + PIECE_BYTES)));
    }
    host.write(reply(TYPE.data, ''));
  };
  const event = (text: string): boolean => {
    const notified = host.readObject(text);
    return notified !== undefined && host.notify('packet', notified);
  };
  const answer = (isDone: boolean): void => host.write(isDone ? ACK : NAK);

  return {
    close,
    process({ header, data: bytes }) {
      const type = header & ~LENGTH_MASK;
      if (type === TYPE.eval) evaluate(bytes);
      else if (type === TYPE.fileReceive) receive(bytes);
      else if (type === TYPE.event) answer(event(bytes));
      else if (type === TYPE.fileSend) answer(send(bytes));
      else answer(type === TYPE.data && data(bytes));
    },
  };
}
