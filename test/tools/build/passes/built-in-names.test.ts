import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runPass } from '../../../../tools/build/compile/plugins/own-passes.ts';
import { renameBuiltIns } from '../../../../tools/build/passes/built-in-names.ts';

const BUILT_INS = new Set(['load', 'print', 'E']);
const renamed = (code: string): string =>
  runPass(code, (program, edit) => renameBuiltIns(program, edit, BUILT_INS)).code;

test("a root name that is the board's or the boot code's becomes another, wherever it is used", () => {
  assert.equal(renamed('function load(){}load();f({load});'), 'function load$(){}load$();f({load:load$});');
  assert.equal(renamed('class E{}var SLOT=new E();'), 'class E${}var SLOT$=new E$();');
});

test('it becomes none that something else has', () => {
  assert.equal(
    renamed('var load=1;function f(load$){return load$$+load}'),
    'var load$$$=1;function f(load$){return load$$+load$$$}',
  );
});

test('names in functions, those of the board itself, members and onInit stay', () => {
  for (const code of [
    'function f(load){load(1)}',
    'load();print(E)',
    'var a={load:1};a.E()',
    'function onInit(){}',
  ])
    assert.equal(renamed(code), code);
});

test('what a text reaches stays', () => {
  for (const code of [
    'function load(){}setTimeout("load()",9);',
    'var print=1;f(global.print);',
    'function E(){}function f(text){eval(text)}',
  ])
    assert.equal(renamed(code), code);
});
