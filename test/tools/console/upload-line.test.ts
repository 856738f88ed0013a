/** A line that is cut and garbled at seeded points; `npm run test:faults` tries hundreds. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { tryPoints } from '../../support/line-points.ts';

const POINTS = 40;

test('says "running" of no image that does not run, and the next run repairs every damage of the line', async () => {
  const results = await tryPoints(
    Array.from({ length: POINTS }, (_, index) => index),
    POINTS,
  );
  assert.deepEqual(
    results.filter(({ faults }) => faults.length > 0),
    [],
  );
  // Otherwise the points would prove nothing.
  const failed = results.filter(({ outcome }) => outcome !== 'running').length;
  assert.ok(failed >= POINTS / 4, `${failed} uploads failed`);
});
