/** What every board's echo must do, on whichever engine. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { test } from 'node:test';
import type { BoardUnderTest } from './board-under-test.ts';
import { connectPeer } from './peer.ts';

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);

function pattern(sizeBytes: number): Uint8Array {
  return Uint8Array.from({ length: sizeBytes }, (_, index) => (index * 31 + (index >> 8)) & 0xff);
}

async function echoes(port: number, bytes: Uint8Array): Promise<void> {
  const peer = await connectPeer(port);
  try {
    peer.send(bytes);
    assert.deepEqual(await peer.received(bytes.length), Buffer.from(bytes));
  } finally {
    await peer.leave();
  }
}

/** Tests of one board; `board` is asked within each. */
export function testEcho(name: string, board: () => BoardUnderTest): void {
  test(`${name} sends back all 256 byte values as they were`, () => echoes(board().tcpPort, ALL_BYTES));

  test(`${name} sends back 1 KiB and 20 kB in order`, async () => {
    await echoes(board().tcpPort, pattern(1024));
    await echoes(board().tcpPort, pattern(20_000));
  });

  test(`${name} answers a line that comes in halves, and lines that come glued together`, async () => {
    const peer = await connectPeer(board().tcpPort);
    try {
      peer.send('first ha');
      await peer.received(8);
      peer.send('lf\n');
      await peer.received(11);
      peer.send('second\nthird\nfourth');
      assert.equal(String(await peer.received(30)), 'first half\nsecond\nthird\nfourth');
    } finally {
      await peer.leave();
    }
  });

  test(`${name} sends datagrams back`, async (t) => {
    const port = board().udpPort;
    if (port === undefined) {
      t.skip('this board has no UDP echo');
      return;
    }
    const socket = createSocket('udp4');
    try {
      for (const bytes of [ALL_BYTES, pattern(500)]) {
        socket.send(bytes, port, '127.0.0.1');
        const [answer] = (await once(socket, 'message', { signal: AbortSignal.timeout(5000) })) as [Buffer];
        assert.deepEqual(answer, Buffer.from(bytes));
      }
    } finally {
      socket.close();
    }
  });
}
