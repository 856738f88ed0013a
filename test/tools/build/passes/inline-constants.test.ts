import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runPass } from '../../../../tools/build/compile/plugins/own-passes.ts';
import { inlineConstants } from '../../../../tools/build/passes/inline-constants.ts';

const inlined = (code: string, kept: readonly string[] = []): string =>
  runPass(code, (program, edit) => inlineConstants(program, edit, new Set(kept))).code;

test('a text, a number and a flag go where they are used', () => {
  assert.equal(
    inlined('var OK="\\r\\nOK\\r\\n",N=-3,YES=true;function f(a){return a-N?OK:`${OK}${YES}`}'),
    'var OK="\\r\\nOK\\r\\n",N=-3,YES=true;function f(a){return a-(-3)?"\\r\\nOK\\r\\n":`${"\\r\\nOK\\r\\n"}${true}`}',
  );
});

test('a shorthand keeps its key', () => {
  assert.equal(inlined('var port=80;f({port});'), 'var port=80;f({port:80});');
});

for (const [name, code] of [
  ['what is assigned again', 'var n=1;function f(){n++}'],
  ['what is declared under a condition', 'if(g){var n=1}function f(){return n}'],
  ['what may be asked for before it is there', 'f();var n=1;function f(){return n}'],
  ['a value whose members are asked for', 'var n=1;function f(){return n.toFixed(2)}'],
  ['a list, which is one and the same', 'var n=[1];function f(){return n}'],
  ['a regular expression, which keeps its place', 'var n=/a/g;function f(){return n}'],
  ['a long text that is used often', `var n="${'x'.repeat(150)}";function f(){return n+n+n}`],
] as const) {
  test(`${name} stays`, () => {
    assert.equal(inlined(code), code);
  });
}

test('a name that is reached by its text stays', () => {
  const code = 'var n=1;function f(){return n}';
  assert.equal(inlined(code, ['n']), code);
});
