import assert from 'node:assert/strict';
import test from 'node:test';
import { isInputOpen, isStatement } from '../../../tools/console/repl-input.ts';

test('asks for more lines while something is open, and not when no line can mend it', () => {
  const table: [string, boolean][] = [
    ['1+1', false],
    ['f(', true],
    ['f({a:[1,2', true],
    ['f({a:[1,2]})', false],
    ['if (a) {\n}', false],
    [')', false],
    ['(]', false],
    ['"(" + \'{\'', false],
    ['"a\\"(', false],
    ['// (', false],
    ['/* (', true],
    ['/* ( */ 1', false],
    ['a = /[/(]/', false],
    ['/\\(/.test(x', true],
    ['4 / (2', true],
    ['4 / 2 / (1)', false],
    ['`a(', true],
    ['`a${b(', true],
    ['`a${ {c:1}.c }(`', false],
    ['`${"`"}`', false],
    ['', false],
  ];
  for (const [text, isOpen] of table) assert.equal(isInputOpen(text), isOpen, text);
});

test('tells declarations and loops from expressions that begin alike', () => {
  for (const text of ['var a=1', ' function f(){}', 'for(;;);', 'if(a)b()', 'let\nb'])
    assert.ok(isStatement(text), text);
  for (const text of ['variable', 'iff()', 'a=1', 'form', 'let$']) assert.ok(!isStatement(text), text);
});
