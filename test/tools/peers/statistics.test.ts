import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fairnessOf, latencyOf, percentile } from '../../../tools/peers/statistics.ts';

test('takes percentiles by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  assert.deepEqual(
    [1, 50, 95, 99, 100].map((percent) => percentile(hundred, percent)),
    [1, 50, 95, 99, 100],
  );
  assert.equal(percentile([7], 50), 7);
  assert.equal(percentile([1, 2], 50), 1);
  assert.ok(Number.isNaN(percentile([], 50)));
});

test('sorts latencies as numbers before it ranks them', () => {
  assert.deepEqual(latencyOf([10, 9, 100, 1]), { p50Ms: 9, p95Ms: 100, p99Ms: 100, maxMs: 100 });
  assert.equal(latencyOf([]), null);
});

test('calls equal service 1, and service of one among four a quarter', () => {
  assert.deepEqual(fairnessOf([5, 5, 5]), { index: 1, slowest: 5, fastest: 5 });
  assert.deepEqual(fairnessOf([8, 0, 0, 0]), { index: 0.25, slowest: 0, fastest: 8 });
});

test('calls no service at all even', () => {
  assert.deepEqual(fairnessOf([0, 0]), { index: 1, slowest: 0, fastest: 0 });
});
