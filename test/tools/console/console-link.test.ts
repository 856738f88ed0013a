import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkConsole } from '../../../tools/console/console-link.ts';
import { memoryTransport } from '../../support/memory-transport.ts';

const XOFF = Uint8Array.of(0x13);
const XON = Uint8Array.of(0x11);

test('stops at XOFF once as much is under way as fills a queue, and goes on at XON', async () => {
  let sentBytes = 0;
  let isStopped = false;
  let wereStopped = 0;
  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      if (isStopped) wereStopped++;
      sentBytes += bytes.length;
      // Early ones are words of a program.
      if (sentBytes < 3_000) deliver(XOFF);
      else if (sentBytes > 3_200 && !isStopped) {
        isStopped = true;
        deliver(XOFF);
        setTimeout(() => {
          isStopped = false;
          sentBytes = 3_000;
          deliver(XON);
        }, 20);
      }
    },
    close() {},
  });
  const link = linkConsole(transport);
  await link.send('x'.repeat(6_000));
  assert.equal(wereStopped, 0);
  await link.close();
});

test('bytes that were answered are not under way', async () => {
  const { transport, deliver } = memoryTransport({ async write() {}, close() {} });
  const link = linkConsole(transport);
  const startedMs = performance.now();
  for (let count = 0; count < 20; count++) {
    await link.send('x'.repeat(2_000));
    deliver(XOFF);
    link.took(2_000);
  }
  assert.ok(performance.now() - startedMs < 2_000);
  await link.close();
});
