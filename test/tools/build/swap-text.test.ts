import assert from 'node:assert/strict';
import { test } from 'node:test';
import { swapText } from '../../../tools/build/swap-text.ts';

const IMAGE = 'var x;function a(){return 1}var y;function b(){\nreturn 2}';
const functionAt = (name: string, code: string) => ({ name, code, offset: IMAGE.indexOf(code) });
const A = functionAt('a', 'function a(){return 1}');
const B = functionAt('b', 'function b(){\nreturn 2}');

test('functions stand one after the other, each as it stands in the image', () => {
  assert.equal(swapText([A, B]).text, `${A.code}\n${B.code}\n`);
});

test('each character of a function knows its place in the image', () => {
  const { text, imageOffset } = swapText([B, A]);
  for (const { code } of [A, B]) {
    const start = text.indexOf(code);
    for (let index = 0; index < code.length; index++) {
      assert.equal(IMAGE[imageOffset(start + index) ?? -1], code[index]);
    }
  }
});

test('what stands between functions, and behind them, has no place', () => {
  const { text, imageOffset } = swapText([A]);
  assert.equal(imageOffset(A.code.length), null);
  assert.equal(imageOffset(text.length + 5), null);
});
