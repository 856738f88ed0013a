import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoffMs } from '../../../firmware/lib/backoff.ts';

test('doubles from one second, spread by a quarter, and stays about a minute', () => {
  for (const [tries, middle] of [
    [0, 1000],
    [1, 2000],
    [3, 8000],
    [5, 32000],
    [6, 60000],
    [1000, 60000],
  ] as const) {
    for (let count = 0; count < 200; count++) {
      const waitMs = backoffMs(tries);
      assert.ok(waitMs >= middle * 0.75 && waitMs <= middle * 1.25, `${waitMs} after ${tries}`);
    }
  }
});

test('two boards seldom wait alike', () => {
  assert.ok(new Set(Array.from({ length: 30 }, () => backoffMs(3))).size > 20);
});
