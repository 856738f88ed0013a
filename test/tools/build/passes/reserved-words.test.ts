import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runPass } from '../../../../tools/build/compile/plugins/own-passes.ts';
import { renameReserved } from '../../../../tools/build/passes/reserved-words.ts';

const renamed = (code: string): string => runPass(code, renameReserved).code;

test('a name that the lexer takes for a word of its own becomes another, wherever it is used', () => {
  assert.equal(renamed('function f(of){return of+g(()=>of)}'), 'function f(of$){return of$+g(()=>of$)}');
});

test('members and keys of that name stay', () => {
  assert.equal(renamed('var of=1;f({of:2,a:x.of,b:of});'), 'var of$=1;f({of:2,a:x.of,b:of$});');
  assert.equal(renamed('function f(of){return {of}}'), 'function f(of$){return {of:of$}}');
});

test('what is not declared is left alone', () => {
  assert.equal(renamed('for(var a of list)f(a);'), 'for(var a of list)f(a);');
});
