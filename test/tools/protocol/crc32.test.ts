import assert from 'node:assert/strict';
import test from 'node:test';
import { crc32 } from '../../../tools/protocol/crc32.ts';
import { bytesOf } from '../../support/slot-image.ts';

test('gives the check value of CRC-32 as the catalogue of polynomials has it', () => {
  assert.equal(crc32(bytesOf('123456789')), 0xcbf43926);
  assert.equal(crc32(new Uint8Array()), 0);
});
