import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runPass } from '../../../../tools/build/compile/plugins/own-passes.ts';
import { moveIntoBranches } from '../../../../tools/build/passes/branch-declarations.ts';

const moved = (code: string, { kept = [] as string[], development = false } = {}): string =>
  runPass(code, (program, edit) => moveIntoBranches(program, edit, new Set(kept), development)).code;

test('a function that only one branch of a root condition uses is declared in it', () => {
  assert.equal(
    moved('function a(){return 1}function b(){return 2}x?a():b();'),
    'if(x){function a(){return 1}a()}else{function b(){return 2}b()}',
  );
});

test('what functions of the branch alone need goes with them', () => {
  assert.equal(
    moved('var t=[],n=0;function a(){return t}function b(){return n}x?a():0;b();'),
    'var n=0;function b(){return n}if(x){var t=[];function a(){return t}a()}else{0}b();',
  );
});

test('variables leave their commas behind, wherever they stood', () => {
  for (const [code, expected] of [
    ['var a=1,b=2,c=3;x&&f(a);f(b,c);', 'var b=2,c=3;if(x){var a=1;f(a)}f(b,c);'],
    ['var a=1,b=2,c=3;x&&f(b);f(a,c);', 'var a=1,c=3;if(x){var b=2;f(b)}f(a,c);'],
    ['var a=1,b=2,c=3;x&&f(c);f(a,b);', 'var a=1,b=2;if(x){var c=3;f(c)}f(a,b);'],
    ['var a=1,b=2;x&&f(a,b);', 'if(x){var a=1;var b=2;f(a,b)}'],
  ] as const)
    assert.equal(moved(code), expected);
});

test('what is used elsewhere, runs something, is kept, or comes later stays', () => {
  for (const code of [
    'function a(){}x?a():0;a();',
    'var a=f();x&&g(a);',
    'x&&a();function a(){}',
    'var a=1;var b=a+1;x&&f(b);',
  ])
    assert.equal(moved(code), code);
  assert.equal(moved('function a(){}x&&a();', { kept: ['a'] }), 'function a(){}x&&a();');
});

test('a condition among other expressions becomes a statement of its own, without its parentheses', () => {
  assert.equal(
    moved('function a(){}f(),x?(a(),g()):(0,h)(),function(){}();'),
    'f();if(x){function a(){}a(),g()}else{(0,h)()}!function(){}();',
  );
});

test('of a development build only the first branch takes what is its own: the rest is edited live', () => {
  assert.equal(
    moved('function a(){}function b(){}x?a():b();', { development: true }),
    'function b(){}if(x){function a(){}a()}else{b()}',
  );
});
