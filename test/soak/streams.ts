/** Clients that send seeded random bytes and hold the echo to them, byte for byte, as it comes. */
import { randomFillSync } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const PART_BYTES = 16 * 1024;
const FLOOD_BYTES = 64 * 1024 * 1024;
const SILENCE_MS = 30_000;

/** How one client fared. */
export interface StreamResult {
  readonly sentBytes: number;
  readonly echoedBytes: number;
  /** '' when all came back as it was sent. */
  readonly fault: string;
}

/** The next part of a stream; both ends of one client draw the same parts from the same seed (xorshift32). */
function partsOf(seed: number): (sizeBytes: number) => Buffer {
  let state = (Math.imul(seed + 1, 0x9e3779b1) | 1) >>> 0;
  let rest = Buffer.alloc(0);
  return (sizeBytes) => {
    const parts = [rest];
    let has = rest.length;
    while (has < sizeBytes) {
      const words = new Uint32Array(PART_BYTES / 4);
      for (let index = 0; index < words.length; index++) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        words[index] = state;
      }
      parts.push(Buffer.from(words.buffer));
      has += PART_BYTES;
    }
    const all = parts.length === 1 ? rest : Buffer.concat(parts);
    rest = all.subarray(sizeBytes);
    return all.subarray(0, sizeBytes);
  };
}

/**
 * Sends `totalBytes` to the echo on `port` and compares what comes back. At most `windowBytes` are on their way at once;
 * `onEcho` is told of each part that came back.
 */
export function streamEcho(
  port: number,
  seed: number,
  totalBytes: number,
  windowBytes: number,
  onEcho: (sizeBytes: number) => void = () => {},
): Promise<StreamResult> {
  const [toSend, toCompare] = [partsOf(seed), partsOf(seed)];
  let sentBytes = 0;
  let echoedBytes = 0;
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const finish = (fault: string): void => {
      clearTimeout(silence);
      socket.removeAllListeners().on('error', () => {});
      socket.destroy();
      resolve({ sentBytes, echoedBytes, fault });
    };
    const silence = setTimeout(() => finish(`nothing came for ${SILENCE_MS} ms`), SILENCE_MS);
    const pump = (): void => {
      while (sentBytes < totalBytes && sentBytes - echoedBytes < windowBytes) {
        const room = windowBytes - (sentBytes - echoedBytes);
        const size = Math.min(PART_BYTES, totalBytes - sentBytes, room);
        sentBytes += size;
        if (!socket.write(toSend(size))) return;
      }
    };
    socket.on('connect', pump);
    socket.on('drain', pump);
    socket.on('error', (error) => finish(error.message));
    socket.on('close', () => finish('the board closed'));
    socket.on('data', (part) => {
      silence.refresh();
      if (!toCompare(part.length).equals(part)) {
        finish(`a byte between ${echoedBytes} and ${echoedBytes + part.length} is another`);
        return;
      }
      echoedBytes += part.length;
      onEcho(part.length);
      if (echoedBytes === totalBytes) finish('');
      else pump();
    });
  });
}

/** A client that sends and never reads. */
export interface DeafClient {
  /** Reads at last, and resolves once the board has closed it. */
  closed(): Promise<void>;
}

/** Connects a client that never reads and floods the board with what it will not hear. */
export async function startDeafClient(port: number): Promise<DeafClient> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opening = connect({ port, host: '127.0.0.1' }, () => resolve(opening));
    opening.once('error', reject);
  });
  socket.on('error', () => {}).pause();
  const part = randomFillSync(Buffer.alloc(PART_BYTES));
  let sentBytes = 0;
  const flood = (): void => {
    while (sentBytes < FLOOD_BYTES && socket.writable) {
      sentBytes += part.length;
      if (!socket.write(part)) return;
    }
  };
  socket.on('drain', flood);
  flood();
  return {
    closed: () =>
      new Promise((resolve) => {
        if (socket.destroyed) resolve();
        socket
          .off('drain', flood)
          .on('close', () => resolve())
          .resume();
      }),
  };
}
