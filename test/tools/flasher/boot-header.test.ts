/** Bytes 2 and 3 of a boot image, and its hash. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { withFlashArguments } from '../../../tools/flasher/boot-header.ts';

const MB = 1 << 20;
const ARGUMENTS = { mode: 'dio', frequency: '40m', size: '4MB' };

/** A boot image with segments of these lengths, and after its checksum a hash where `hash` is 1. */
function image(segments: readonly number[] = [20, 4], hash = 1, restBytes = 32): Uint8Array {
  const bodyBytes = segments.reduce((sum, length) => sum + 8 + length, 24);
  const end = Math.floor(bodyBytes / 16) * 16 + 16;
  const bytes = new Uint8Array(end + restBytes).fill(0x55);
  bytes.set([0xe9, segments.length, 0xaa, 0xbb]);
  bytes[23] = hash;
  let at = 24;
  for (const length of segments) {
    new DataView(bytes.buffer).setUint32(at + 4, length, true);
    at += 8 + length;
  }
  return bytes;
}

const header = (
  family: 'ESP8266' | 'ESP32',
  own: Partial<typeof ARGUMENTS>,
  flashBytes = 4 * MB,
): number[] => [...withFlashArguments(image(), family, { ...ARGUMENTS, ...own }, flashBytes).subarray(0, 4)];
const KEPT = [0xe9, 2, 0xaa, 0xbb];

test('the mode is byte 2', () => {
  for (const [mode, code] of [
    ['qio', 0],
    ['qout', 1],
    ['dio', 2],
    ['dout', 3],
  ] as const)
    assert.deepEqual(header('ESP32', { mode }), [0xe9, 2, code, 0x20]);
});

test('the frequency is the lower half of byte 3', () => {
  for (const [frequency, code] of [
    ['40m', 0],
    ['26m', 1],
    ['20m', 2],
    ['80m', 0xf],
  ] as const)
    assert.deepEqual(header('ESP32', { frequency }), [0xe9, 2, 2, 0x20 | code]);
});

test('the size is the upper half of byte 3: on an ESP8266 a code of its own', () => {
  for (const [size, code] of [
    ['512KB', 0],
    ['256KB', 1],
    ['1MB', 2],
    ['2MB', 3],
    ['4MB', 4],
    ['2MB-c1', 5],
    ['4MB-c1', 6],
    ['8MB', 8],
    ['16MB', 9],
  ] as const)
    assert.deepEqual(header('ESP8266', { size }), [0xe9, 2, 2, code << 4]);
  assert.deepEqual(header('ESP8266', { size: 'detect' }, 2 * MB), [0xe9, 2, 2, 0x30]);
});

test('on an ESP32 it is the power of two, from 1 to 16 MB', () => {
  for (const [size, code] of [
    ['1MB', 0],
    ['2MB', 1],
    ['16MB', 4],
  ] as const)
    assert.deepEqual(header('ESP32', { size }), [0xe9, 2, 2, code << 4]);
  assert.deepEqual(header('ESP32', { size: 'detect' }, 8 * MB), [0xe9, 2, 2, 0x30]);
  for (const size of ['3MB', '32MB', 'much']) assert.deepEqual(header('ESP32', { size }), KEPT);
  assert.deepEqual(header('ESP32', { size: 'detect' }, MB / 2), KEPT);
});

test('words that are not known leave the image as it is', () => {
  for (const own of [{ mode: 'fast' }, { frequency: '1m' }]) assert.deepEqual(header('ESP32', own), KEPT);
  assert.deepEqual(header('ESP8266', { size: '3MB' }), KEPT);
});

test('what is no boot image stays, the same object', () => {
  const strange = image();
  strange[0] = 0xea;
  const short = image([]).slice(0, 23);
  for (const bytes of [strange, short])
    assert.equal(withFlashArguments(bytes, 'ESP8266', ARGUMENTS, 4 * MB), bytes);
  const shortest = image([]).slice(0, 24);
  assert.notEqual(withFlashArguments(shortest, 'ESP8266', ARGUMENTS, 4 * MB), shortest);
});

test('the image that was given is not changed', () => {
  const bytes = image();
  const before = bytes.slice();
  withFlashArguments(bytes, 'ESP32', ARGUMENTS, 4 * MB);
  assert.deepEqual(bytes, before);
});

for (const segments of [[], [20], [20, 4], [0], [8, 8, 8]])
  test(`the hash of an ESP32's image with segments of ${segments} bytes is that of all before it`, () => {
    const bytes = image(segments);
    const patched = withFlashArguments(bytes, 'ESP32', ARGUMENTS, 4 * MB);
    const end = bytes.length - 32;
    assert.deepEqual(
      Buffer.from(patched.subarray(end)),
      createHash('sha256').update(patched.subarray(0, end)).digest(),
    );
    assert.deepEqual(patched.subarray(4, end), bytes.subarray(4, end));
  });

test('an image that lies inside a larger buffer is read from its own start', () => {
  const whole = new Uint8Array([1, 2, 3, 4, ...image()]);
  const patched = withFlashArguments(whole.subarray(4), 'ESP32', ARGUMENTS, 4 * MB);
  assert.deepEqual(patched, withFlashArguments(image(), 'ESP32', ARGUMENTS, 4 * MB));
});

test('an image without a hash, or with one that is cut, and one of an ESP8266, get none', () => {
  for (const [bytes, family] of [
    [image([20], 0), 'ESP32'],
    [image([20], 1, 31), 'ESP32'],
    [image([20]), 'ESP8266'],
  ] as const)
    assert.deepEqual(withFlashArguments(bytes, family, ARGUMENTS, 4 * MB).subarray(4), bytes.subarray(4));
});

test('segments that run over the end, or of which one is missing, are no fault', () => {
  const bytes = image([20, 4]);
  bytes[1] = 200;
  assert.equal(withFlashArguments(bytes, 'ESP32', ARGUMENTS, 4 * MB).length, bytes.length);
  // The header of the next segment ends with the image.
  const cut = image([20]).slice(0, 24 + 28 + 8);
  cut[1] = 2;
  new DataView(cut.buffer).setUint32(24 + 28 + 4, 0, true);
  assert.deepEqual(withFlashArguments(cut, 'ESP32', ARGUMENTS, 4 * MB).subarray(4), cut.subarray(4));
});
