import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { runPass } from '../../../../tools/build/compile/plugins/own-passes.ts';
import { callLongCallees } from '../../../../tools/build/passes/long-callees.ts';

const LONG = `var text="${'x'.repeat(400)}";`;
const after = (code: string): string => runPass(code, callLongCallees).code;

test('a long function that is called where it stands is called by `call`, with the same arguments', () => {
  for (const [code, result] of [
    [`(function(a,b){${LONG}return a+b})(1,2)`, 3],
    [`((a)=>{${LONG}return a})(4)`, 4],
    [`!function(){${LONG}}()`, true],
    [`[1,2].map(function(n){return (function(){${LONG}return n*2})()}).join()`, '2,4'],
    [`(function(){${LONG}return (function(c){${LONG}return c})(7)})()`, 7],
  ] as const) {
    const changed = after(code);
    assert.match(changed, /\.call\(0/);
    assert.equal(runInNewContext(changed), result);
  }
});

test('a short one, a named one, and one that uses `this` stay as they are', () => {
  for (const code of [
    '(function(){return 1})()',
    `function long(){${LONG}}long()`,
    `(function(){${LONG}return this})()`,
    `[1].forEach(function(){${LONG}})`,
  ]) {
    assert.equal(after(code), code);
  }
});
