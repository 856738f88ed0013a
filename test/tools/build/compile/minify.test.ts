import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minifyChunk, minifyOptions } from '../../../../tools/build/compile/minify.ts';

const CODE =
  'const PORT = 5001;\nfunction once(a) { return a + PORT; }\nfunction twice(a) { return once(a) * 2; }\nprint(twice(1), twice(2));\n';

test('a development image keeps its root functions apart and by name', async () => {
  const { code } = await minifyChunk(CODE, minifyOptions([], { development: true, hasShortNames: false }));
  assert.match(code, /function once\(/);
  assert.match(code, /function twice\(/);
});

test('a constant of a development image takes no variable: its value stands where it is used', async () => {
  const { code } = await minifyChunk(CODE, minifyOptions([], { development: true, hasShortNames: false }));
  assert.doesNotMatch(code, /PORT/);
  assert.match(code, /5001/);
});
