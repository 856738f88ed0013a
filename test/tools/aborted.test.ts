import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { pause } from '../../tools/aborted.ts';

test('pauses one after the other leave no listener at the signal, and an abort ends one', async () => {
  const controller = new AbortController();
  for (let count = 0; count < 20; count++) await pause(0, controller.signal);
  assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  const long = pause(60_000, controller.signal);
  controller.abort();
  await long;
  await pause(60_000, controller.signal);
  assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
});
