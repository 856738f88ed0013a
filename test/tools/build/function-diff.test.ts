import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffImages } from '../../../tools/build/function-diff.ts';

const IMAGE = 'function a(){return 1}\nfunction b(){return a()}\nvar x=5;setInterval(b,100);';

/** What differs, in short. */
function diff(after: string, before = IMAGE): unknown {
  const found = diffImages(before, after);
  if (found.kind === 'functions') return found.changed.map(({ name, code }) => `${name}: ${code}`);
  if (found.kind === 'restart') return found.obstacles.map(({ reason, offset }) => `${offset} ${reason}`);
  return found.kind;
}

test('an image that is the same needs nothing', () => {
  assert.equal(diff(IMAGE), 'same');
});

test('edited functions are all that is sent', () => {
  assert.deepEqual(diff(IMAGE.replace('return 1', 'return 2')), ['a: function a(){return 2}']);
});

test('a new function is sent with the ones that call it', () => {
  const after = IMAGE.replace('return a()', 'return c()').replace('var x', 'function c(){return 3}var x');
  assert.deepEqual(diff(after), ['b: function b(){return c()}', 'c: function c(){return 3}']);
});

test('functions may stand in another order', () => {
  assert.equal(diff('function b(){return a()}function a(){return 1}var x=5;setInterval(b,100);'), 'same');
});

test('a function that nothing calls any more is left on the board', () => {
  assert.deepEqual(diff(IMAGE.replace('function a(){return 1}\n', '').replace('return a()', 'return 1')), [
    'b: function b(){return 1}',
  ]);
});

test('new or changed state needs a restart, and says where', () => {
  assert.deepEqual(diff(IMAGE.replace('var x=5', 'var x=6')), [
    `${IMAGE.indexOf('var x')} changed at the top level: var x=6;`,
  ]);
  assert.deepEqual(diff(`${IMAGE}var y=[1,2];`), [`${IMAGE.length} changed at the top level: var y=[1,2];`]);
  assert.deepEqual(diff(IMAGE.replace('setInterval(b,100);', '')), [
    'null removed from the top level: setInterval(b,100);',
  ]);
});

test('a class needs a restart: declared again it would keep its old members', () => {
  assert.deepEqual(diff('class A{m(){return 2}}', 'class A{m(){return 1}}'), [
    '0 changed at the top level: class A{m(){return 2}}',
  ]);
});

test('a variable that becomes a function needs a restart', () => {
  assert.deepEqual(diff('function f(){}', 'var f=1;'), [
    'null removed from the top level: var f=1;',
    '0 f was not a function',
  ]);
});
