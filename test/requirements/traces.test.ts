/** What the tutorials' own programs said when they ran, replayed against ours. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startBoard } from './board-driver.ts';
import { startLaptop } from './host-driver.ts';
import { replay } from './replay.ts';
import { readTraces } from './trace.ts';

for (const trace of readTraces()) {
  if (trace.on.includes('laptop')) test(`${trace.name}, on the laptop`, () => replay(trace, startLaptop));
  if (trace.on.includes('board')) test(`${trace.name}, on a board`, () => replay(trace, startBoard));
}

test('17 traces are there, each for its requirements', () => {
  const traces = readTraces();
  assert.equal(traces.length, 17);
  assert.deepEqual(
    traces.filter(({ requirements, steps }) => requirements.length === 0 || steps.length === 0),
    [],
  );
});
