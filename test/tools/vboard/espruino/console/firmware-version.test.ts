import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packetQuirks } from '../../../../../tools/vboard/espruino/console/firmware-version.ts';

const CASES: readonly (readonly [version: string, quirks: readonly [boolean, number, boolean, boolean]])[] = [
  ['2v24', [false, 1000, true, false]],
  ['2v25', [true, 1000, true, false]],
  ['2v25.396', [true, 1000, true, false]],
  ['2v26', [true, 5000, true, false]],
  ['2v28', [true, 5000, true, false]],
  ['2v29', [true, 5000, false, false]],
  ['2v29.277', [true, 5000, false, true]],
  ['3v01', [true, 5000, false, true]],
];

for (const [version, [hasPackets, timeoutMs, refusesFailedWrites, unpacks]] of CASES) {
  test(`${version} has its own packet manners`, () => {
    assert.deepEqual(packetQuirks(version), { hasPackets, timeoutMs, refusesFailedWrites, unpacks });
  });
}
