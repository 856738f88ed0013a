import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countBytes, startByteCounters } from '../../../../firmware/tutorials/001/byte-counters.ts';
import { AppBench } from '../../features/feature-bench.ts';

test('what came is told in one line for each side, 200 ms after the first of it', () => {
  const bench = new AppBench();
  startByteCounters(bench.timers, bench.log);
  countBytes(3, 0);
  countBytes(4, 10);
  bench.clock.advance(199);
  assert.deepEqual(bench.said(), []);
  bench.clock.advance(1);
  assert.deepEqual(bench.said(), [
    'client: 7 bytes received, sent back',
    'server: 10 bytes received, sent back',
  ]);
  assert.equal(bench.clock.pending, 0);
});

test('the count begins anew, and a side that heard nothing is not told', () => {
  const bench = new AppBench();
  startByteCounters(bench.timers, bench.log);
  countBytes(1, 0);
  bench.clock.advance(200);
  assert.deepEqual(bench.said(), ['client: 1 bytes received, sent back']);
  countBytes(0, 2);
  bench.clock.advance(200);
  assert.deepEqual(bench.said(), ['server: 2 bytes received, sent back']);
});
