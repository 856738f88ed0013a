import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounded, STALL_MS, writeBoundMs } from '../../../tools/transport/bounded-write.ts';

test('a write that never ends is given up, and what holds it is told before', async () => {
  let isNotified = false;
  const never = new Promise<void>(() => {});
  await assert.rejects(
    bounded('port', 5, never, () => {
      isNotified = true;
    }),
    { code: 'TRANSPORT_STALLED', message: /^port: no bytes accepted for/ },
  );
  assert.equal(isNotified, true);
});

test('a write that ends or fails in time says so itself', async () => {
  assert.equal(await bounded('port', 10_000, Promise.resolve(7)), 7);
  await assert.rejects(bounded('port', 10_000, Promise.reject(new Error('gone'))), { message: 'gone' });
});

test('a slow line has the time that it needs', () => {
  assert.equal(writeBoundMs(1000, null), STALL_MS);
  assert.equal(writeBoundMs(16_384, 9600), STALL_MS + (4 * 16_384 * 10 * 1000) / 9600);
});
