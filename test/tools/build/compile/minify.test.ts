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

test('an edit of a development image renames nothing else, whichever letters it is written with', async () => {
  const edited = CODE.replace('once(a) * 2', 'once(a) * a.zebra.zigzag.jazz.fizz * a.quiz.zoo.zen');
  for (const hasShortNames of [false, true]) {
    const options = () => minifyOptions([], { development: true, hasShortNames });
    const [before, after] = [await minifyChunk(CODE, options()), await minifyChunk(edited, options())];
    const [first = ''] = /function \w+\(\w\)\{return \w\+5001;?\}/.exec(before.code) ?? [];
    assert.notEqual(first, '');
    assert.ok(after.code.includes(first), after.code);
  }
});

test('a constant of a development image takes no variable: its value stands where it is used', async () => {
  const { code } = await minifyChunk(CODE, minifyOptions([], { development: true, hasShortNames: false }));
  assert.doesNotMatch(code, /PORT/);
  assert.match(code, /5001/);
});
