/** Somebody who talks to a board over TCP, with everything that came back. */
import { connect, type Socket } from 'node:net';

const PATIENCE_MS = 20_000;

export interface Peer {
  readonly socket: Socket;
  send(bytes: Uint8Array | string): void;
  /** Resolves to all that came back, once it is `sizeBytes` or more; rejects when the board closes before. */
  received(sizeBytes: number): Promise<Buffer>;
  /** Resolves to all that came back when the board has closed. */
  closed(): Promise<Buffer>;
  /** Leaves; resolves when the connection is gone. */
  leave(): Promise<void>;
}

/** Connects to `port` on 127.0.0.1. */
export async function connectPeer(port: number): Promise<Peer> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opening = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(opening));
    opening.once('error', reject);
  });
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  let isClosed = false;
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const watcher of [...watchers]) watcher();
  };
  socket.on('error', () => {});
  socket.on('data', (part) => {
    parts.push(part);
    sizeBytes += part.length;
    changed();
  });
  socket.on('close', () => {
    isClosed = true;
    changed();
  });
  const until = (what: string, isSo: () => boolean, mayClose: boolean): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(limit);
        watchers.delete(poll);
        settle();
      };
      const fail = (why: string): void =>
        finish(() => reject(new Error(`peer: ${why}, waiting for ${what}; ${sizeBytes} bytes came back.`)));
      const limit = setTimeout(() => fail(`nothing for ${PATIENCE_MS} ms`), PATIENCE_MS);
      const poll = (): void => {
        if (isSo()) finish(() => resolve(Buffer.concat(parts)));
        else if (isClosed && !mayClose) fail('closed');
      };
      watchers.add(poll);
      poll();
    });
  return {
    socket,
    send: (bytes) => {
      socket.write(bytes);
    },
    received: (wanted) => until(`${wanted} bytes`, () => sizeBytes >= wanted, false),
    closed: () => until('the end', () => isClosed, true),
    async leave() {
      socket.destroy();
      await until('the end', () => isClosed, true);
    },
  };
}
