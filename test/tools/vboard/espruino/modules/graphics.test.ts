import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installGraphics } from '../../../../../tools/vboard/espruino/modules/graphics.ts';
import { fakeHost } from '../../../../support/fake-host.ts';
import { fakeRealm } from '../../../../support/fake-realm.ts';

const realm = fakeRealm();
installGraphics(realm, fakeHost());

type Step = readonly [method: string, ...args: unknown[]];

function drawn(size: readonly unknown[], steps: readonly Step[]): { g: unknown; bytes: number[] } {
  const g = realm.invoke(realm.global.Graphics, 'createArrayBuffer', ...size);
  for (const [method, ...args] of steps)
    assert.equal(realm.invoke(g, method, ...args), g, `${method} chains`);
  return { g, bytes: [...new Uint8Array((g as { buffer: ArrayBuffer }).buffer)] };
}

// What Espruino 2v29.277 (32-bit, ESP32's libraries) answers to the same calls, 2026.
const CASES: readonly [
  name: string,
  size: readonly unknown[],
  steps: readonly Step[],
  bytes: readonly number[],
][] = [
  [
    '8 bits: rectangles are clipped, lines cut their slope',
    [10, 4, 8],
    [
      ['setColor', 200],
      ['fillRect', -3, -3, 2, 1],
      ['clearRect', 0, 0, 0, 0],
      ['drawLine', 9, 0, 0, 3],
    ],
    [
      0, 200, 200, 0, 0, 0, 0, 0, 200, 200, 200, 200, 200, 0, 0, 200, 200, 200, 0, 0, 0, 0, 200, 200, 200, 0,
      0, 0, 0, 0, 200, 200, 0, 0, 0, 0, 0, 0, 0, 0,
    ],
  ],
  [
    'scrolling sideways forgets a row and a column',
    [9, 3, 1, { msb: true }],
    [
      ['drawLine', 0, 0, 8, 2],
      ['setBgColor', 1],
      ['scroll', 1, 1],
    ],
    [0xff, 0xf0, 0x20, 0xe0],
  ],
  [
    'scrolling down copies the first row only',
    [16, 8, 1],
    [
      ['drawLine', 0, 0, 15, 7],
      ['scroll', 0, 2],
    ],
    [0, 0, 0, 0, 0xc0, 0, 3, 0, 0, 0xc0, 0, 0x30, 0, 0x0c, 0, 3],
  ],
  [
    'a colour of three parts is lit or not',
    [8, 1, 1],
    [
      ['setColor', 0.2, 0.2, 0.2],
      ['fillRect', 0, 0, 7, 0],
      ['setColor', 1, 1, 0],
      ['fillRect', 0, 0, 3, 0],
    ],
    [0xf0],
  ],
];

for (const [name, size, steps, bytes] of CASES) {
  test(name, () => assert.deepEqual(drawn(size, steps).bytes, [...bytes]));
}

test('vertical bytes are the layout of the display controllers', () => {
  const { g, bytes } = drawn(
    [8, 16, 1, { msb: false, vertical_byte: true }],
    [
      ['setPixel', 3, 9],
      ['setPixel', 0, 0],
    ],
  );
  assert.deepEqual([bytes[11], bytes[0]], [2, 1]);
  assert.equal(realm.invoke(g, 'getPixel', 3, 9), 1);
  assert.equal(realm.invoke(g, 'getPixel', 99, 0), 0);
});

test('an image of one bit is drawn in both colours, or leaves one out', () => {
  const image = { width: 4, height: 2, bpp: 1, buffer: '\xA5' };
  assert.deepEqual(
    drawn(
      [8, 2, 1],
      [
        ['fillRect', 0, 0, 7, 1],
        ['drawImage', image, 2, 0],
      ],
    ).bytes,
    [0xeb, 0xd7],
  );
  const { bytes } = drawn(
    [8, 2, 1],
    [
      ['fillRect', 0, 0, 7, 1],
      ['drawImage', { ...image, transparent: 0 }, 2, 0],
    ],
  );
  assert.deepEqual(bytes, [0xff, 0xff]);
});

test('what the interpreter refuses, and what is not there yet, is said', () => {
  const create = (...size: unknown[]) => realm.invoke(realm.global.Graphics, 'createArrayBuffer', ...size);
  assert.throws(() => create(0, 5, 1), /^Error: Invalid Size$/);
  assert.throws(() => create(5, 5, 3), /^Error: Invalid BPP$/);
  assert.throws(() => create(8, 9, 1, { vertical_byte: true }), /height must be a multiple of 8/);
  assert.throws(() => create(8, 8, 16), /not on the virtual board yet/);
});
