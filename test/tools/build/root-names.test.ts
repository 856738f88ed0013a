import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minify } from 'terser';
import { declaredNames, rootNames, withImageNames } from '../../../tools/build/root-names.ts';

test('code that names what the sources name is run with the names of the image', async () => {
  const source = [
    'var counter = 0;',
    'function reply(bytes) { counter++; return bytes + counter; }',
    'print(reply("a"), reply("b"), counter, E.getFlags());',
  ].join('\n');
  const { code = '', map } = await minify(
    { 'echo.js': source },
    { mangle: { toplevel: true }, compress: false, sourceMap: true },
  );
  assert.doesNotMatch(code, /reply|counter/);
  const names = rootNames(code, String(map));
  assert.deepEqual([...names.keys()].sort(), ['counter', 'reply']);
  const [reply, counter] = [names.get('reply'), names.get('counter')];
  const table: [string, string][] = [
    ['reply("reply")', `${reply}("reply")`],
    ['a.reply + counter', `a.reply + ${counter}`],
    ['({ reply, counter: 1 })', `({ reply:${reply}, counter: 1 })`],
    ['function f(reply) { return reply + counter }', `function f(reply) { return reply + ${counter} }`],
    ['var counter = 1; counter', 'var counter = 1; counter'],
    ['counter = 5', `${counter} = 5`],
    ['reply(', 'reply('],
  ];
  for (const [typed, run] of table) assert.equal(withImageNames(typed, names), run);
  assert.equal(withImageNames('reply()', new Map()), 'reply()');
  assert.deepEqual(declaredNames('var a; function b() { var c } let d'), ['a', 'b', 'd']);
  assert.deepEqual(declaredNames('a('), []);
});
