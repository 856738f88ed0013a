/** How long one message takes to come back, over a real socket. */
import { connect, type Socket } from 'node:net';
import { median } from './ratio.ts';

/** A connection that waits for its echo; `close` ends it. */
export interface EchoLine {
  /** Median milliseconds of `rounds` messages of `sizeBytes`, one after the other. */
  p50Ms(sizeBytes: number, rounds: number): Promise<number>;
  close(): void;
}

/** Connects to a port on 127.0.0.1. Rejects when nobody listens. */
export async function openEchoLine(port: number): Promise<EchoLine> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opening = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(opening));
    opening.once('error', reject);
  });
  let missing = 0;
  let onWhole = () => {};
  let onFail = (_error: Error) => {};
  socket.on('data', (bytes) => {
    missing -= bytes.length;
    if (missing <= 0) onWhole();
  });
  socket.on('close', () => onFail(new Error(`bench: port ${port} closed the connection.`)));
  socket.on('error', () => {});
  const once = (message: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      onWhole = resolve;
      onFail = reject;
      missing = message.length;
      socket.write(message);
    });
  return {
    async p50Ms(sizeBytes, rounds) {
      const message = Buffer.alloc(sizeBytes, 'x');
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const startedMs = performance.now();
        await once(message);
        times.push(performance.now() - startedMs);
      }
      return median(times);
    },
    close: () => socket.destroy(),
  };
}
