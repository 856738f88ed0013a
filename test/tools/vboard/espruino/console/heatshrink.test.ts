import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unpackHeatshrink } from '../../../../../tools/vboard/espruino/console/heatshrink.ts';

/** Packs bits, given as text, most significant first. */
function bytesOf(bits: string): Uint8Array {
  const padded = bits.replaceAll(' ', '').padEnd(Math.ceil(bits.replaceAll(' ', '').length / 8) * 8, '0');
  return Uint8Array.from(padded.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const A = '1 01100001';
const B = '1 01100010';

test('a marked byte stands for itself', () => assert.equal(text(unpackHeatshrink(bytesOf(A + B))), 'ab'));

test('a reference repeats what came before, itself included', () => {
  assert.equal(text(unpackHeatshrink(bytesOf(`${A}${B}0 00000001 000100`))), 'abababa');
});

test('what is left at the end is padding', () => {
  assert.equal(text(unpackHeatshrink(bytesOf(`${A}0 0000`))), 'a');
  assert.equal(unpackHeatshrink(new Uint8Array(0)).length, 0);
});
