import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PNG } from 'pngjs';
import { ToolError } from '../../../../tools/errors.ts';
import { drawPng } from '../../../../tools/vboard/parts/png.ts';

function sample(bytes: Uint8Array, x: number, y: number): number {
  const png = PNG.sync.read(Buffer.from(bytes));
  return png.data[(y * png.width + x) * 4 + 2] ?? 0;
}

test('a lit pixel is a bright square of the scale at its place', () => {
  const bytes = drawPng(['#.', '.#'], { scale: 6 });
  const png = PNG.sync.read(Buffer.from(bytes));
  assert.deepEqual([png.width, png.height], [2 * 6 + 48, 2 * 6 + 48]);
  assert.ok(sample(bytes, 26, 26) > 200);
  assert.ok(sample(bytes, 32, 26) < 40);
  assert.ok(sample(bytes, 32, 32) > 200);
});

test('contrast dims and never hides', () => {
  const dim = sample(drawPng(['#'], { contrast: 0 }), 26, 26);
  const bright = sample(drawPng(['#'], { contrast: 255 }), 26, 26);
  assert.ok(dim < bright && dim > 100);
});

test('a scale below two is refused before anything is drawn', () => {
  for (const scale of [0, 1, 2.5]) {
    assert.throws(
      () => drawPng(['#'], { scale }),
      (error: unknown) => error instanceof ToolError && error.code === 'PANEL_SCALE',
    );
  }
});
