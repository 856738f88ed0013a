/** Messages between two processes, one line of JSON each. The sides may be busy for long: nothing is lost, nothing piles up. */
import { readSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const BLOCK_BYTES = 65_536;
/** How long a write waits for the other side to read before it tries again. */
const RETRY_MS = 1;

/** Cuts what arrives into messages. */
export interface MessageReader {
  take(bytes: Uint8Array): void;
}

/** Calls `onMessage` for each whole line. */
export function messageReader<Message>(onMessage: (message: Message) => void): MessageReader {
  const decoder = new StringDecoder('utf8');
  let rest: string[] = [];
  return {
    take(bytes) {
      const lines = decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).split('\n');
      const last = lines.pop() ?? '';
      for (const line of lines) {
        const text = rest.join('') + line;
        rest = [];
        onMessage(JSON.parse(text) as Message);
      }
      if (last !== '') rest.push(last);
    },
  };
}

/** A message as it goes over the line. */
export function messageLine(message: object): string {
  return `${JSON.stringify(message)}\n`;
}

/** Writes all of it, and waits while the other side does not read, as a serial port would. False: the other side is gone. */
export function writeNow(fd: number, text: string): boolean {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return false;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
  return true;
}

/** What waits in a descriptor that does not block; `null`: its other end is gone. */
export function readWaiting(fd: number): Uint8Array | null {
  const bytes = new Uint8Array(BLOCK_BYTES);
  try {
    const length = readSync(fd, bytes);
    return length === 0 ? null : bytes.subarray(0, length);
  } catch {
    return bytes.subarray(0, 0);
  }
}
