import assert from 'node:assert/strict';
import test from 'node:test';
import { inputScanner, isInputOpen, isStatement } from '../../../tools/console/repl-input.ts';

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
    ['[(', true],
    ['{[}', false],
    ['}', false],
    ['a \\', true],
    ['\\ a', false],
    ["'(\n(", true],
    ['"a\\', true],
    ['/**/(', true],
    ['/*/(', true],
    ['/* a */(/* b', true],
    ['// (\n(', true],
    ['// (\n1', false],
    ['a // (', false],
    ['return /(/', false],
    ['x=typeof /[(]/', false],
    ['xreturn /(1)/ 2', false],
    ['x.return /(/', true],
    ['a  /(/', true],
    ['a =  /(/', false],
    ['/(/', false],
    ['  /(/', false],
    ['f(/[/]/)', false],
    ['f(/\\/(/)', false],
    ['f(/a]/)', false],
    ['= /(\n1', false],
    ['= /[(\n1', false],
    ['`$(`', false],
    ['`{(`', false],
    ['`\\`(', true],
    ['`\\${(`', false],
    ['`${a}(`', false],
    ['`${a', true],
    ['`${a)`', false],
    ['`${`${(', true],
  ];
  for (const [text, isOpen] of table) assert.equal(isInputOpen(text), isOpen, text);
});

test('tells declarations and loops from expressions that begin alike', () => {
  for (const text of ['var a=1', ' function f(){}', 'for(;;);', 'if(a)b()', 'let\nb'])
    assert.ok(isStatement(text), text);
  for (const text of ['variable', 'iff()', 'a=1', 'form', 'let$']) assert.ok(!isStatement(text), text);
});

test('an input that grows is looked at line by line, with the same answer as all of it at once', () => {
  const text = 'function f(a){\n/* ( */ var b=/[/(]/;\nvar c=`x${a+"`"}\n(`;\n// }\nreturn b\n}\n';
  const scanner = inputScanner();
  let all = '';
  for (const line of text.split(/(?<=\n)/)) {
    all += line;
    assert.equal(scanner.add(line), isInputOpen(all), JSON.stringify(all));
  }
  assert.equal(isInputOpen(text), false);
});

test('a comment that goes on over lines is one until its end', () => {
  const scanner = inputScanner();
  assert.deepEqual([scanner.add('/* (\n'), scanner.add('( */\n'), scanner.add('1\n')], [true, false, false]);
});

test('behind a closing bracket too many nothing is open any more', () => {
  const scanner = inputScanner();
  assert.deepEqual([scanner.add(')\n'), scanner.add('(\n')], [false, false]);
});

test('a word of the language in the middle of an input makes no statement of it', () => {
  for (const text of ['a+function(){}', 'x if', '1;var a']) assert.equal(isStatement(text), false, text);
});
