import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptReader } from '../../../../tools/cli/repl/script-reader.ts';

/** The inputs that a script is cut into, each with its lines joined by `|`. */
function inputs(script: string): string[] {
  const reader = scriptReader();
  const cut = script.split('\n').flatMap((line) => reader.push(line));
  return [...cut, ...reader.flush()].map((input) => input.replaceAll('\n', '|'));
}

test('cuts a script where a script ends a statement', () => {
  const table: [string, string[]][] = [
    ['1\n2', ['1', '2']],
    ['if (a) {\nb\n}\nelse {\nc\n}\nd', ['if (a) {|b|}|else {|c|}', 'd']],
    ['if (a) b;\nelse c;\nd', ['if (a) b;|else c;', 'd']],
    ['if (a) b\nelse if (c) d\nelse e', ['if (a) b|else if (c) d|else e']],
    ['if (a) {\n}\n\n// why\n/* and\nhow */\nelse {}\n1', ['if (a) {|}||// why|/* and|how */|else {}', '1']],
    ['try {\n} \ncatch (e) {\n}\nfinally {\n}\n1', ['try {|} |catch (e) {|}|finally {|}', '1']],
    ['do {\n}\nwhile (a)\n1', ['do {|}|while (a)', '1']],
    ['while (a)\nb', ['while (a)|b']],
    ['[3,1]\n  .sort()\n  .map(f)\n1', ['[3,1]|  .sort()|  .map(f)', '1']],
    ['x\n?.y\nz', ['x|?.y', 'z']],
    ['a = b\n(c)\n[d]\n`e`', ['a = b', '(c)', '[d]', '`e`']],
    ['a = b;\n(c)\n;[d]', ['a = b;', '(c)', ';[d]']],
    ['a\n++b\n--c', ['a', '++b', '--c']],
    ['a\n+ b\n? c\n: d\n, e', ['a|+ b|? c|: d|, e']],
    ['a\n/ b\n/re/g', ['a|/ b', '/re/g']],
    ['a\n// c\n/* d */', ['a|// c|/* d */']],
    ['a\n&& b\n!== c\n!d', ['a|&& b|!== c', '!d']],
    ['"a" \nin b\ninstanceof c\nindex', ['"a" |in b|instanceof c', 'index']],
    ['function f() {\n}\n(1)', ['function f() {|}', '(1)']],
    ['x = function () {\n}\n(1)', ['x = function () {|}', '(1)']],
    ['`a\n${b\n}\n}`\n1', ['`a|${b|}|}`', '1']],
    ['/* a\nb */ 1\n2', ['/* a|b */ 1', '2']],
    ['class A\n{\n  m() {\n  }\n}\nnew A', ['class A|{|  m() {|  }|}', 'new A']],
    ['l: {\nbreak l\n}\nfor (;;)\n{\n}', ['l: {|break l|}', 'for (;;)|{|}']],
    ['a = /[/(]/\nb', ['a = /[/(]/', 'b']],
    ['if (a) {}\n/(/.test(b)', ['if (a) {}', '/(/.test(b)']],
    ['"a\\\nb"\n1', ['"a\\|b"', '1']],
    ['var a =\n1,\nb = 2\nc', ['var a =|1,|b = 2', 'c']],
    ['f(\n\n// c\n1)', ['f(||// c|1)']],
    ['\u{feff}1\n2', ['1', '2']],
    ['\x1b[200~1\n2\x1b[201~', ['1', '2']],
    ['#!/usr/bin/env tinwire\n1', ['1']],
    ['', []],
  ];
  for (const [script, expected] of table) assert.deepEqual(inputs(script), expected, script);
});

test('a command is a line of its own, and a method of its name goes on with the line before', () => {
  assert.deepEqual(inputs('1\n.help\n.files read a\n2'), ['1', '.help', '.files read a', '2']);
  assert.deepEqual(inputs('x\n.reset()\n.load (1)'), ['x|.reset()', '.load (1)']);
  assert.deepEqual(inputs('.nothing\n1'), ['.nothing', '1']);
});

test('what no line can mend is an input once its brackets are closed', () => {
  assert.deepEqual(inputs('1 2\n3'), ['1 2', '3']);
  assert.deepEqual(inputs(')\n3'), [')', '3']);
  assert.deepEqual(inputs('function f() {\nvar 1x\n}\n3'), ['function f() {|var 1x|}', '3']);
  assert.deepEqual(inputs('"a\n3'), ['"a', '3']);
});

test('a long script is read in time in proportion to it', () => {
  const startedMs = performance.now();
  const body = 'a = b / c; // (\n'.repeat(3_000);
  assert.equal(inputs(`function f() {\n${body}}\n1`).length, 2);
  assert.equal(inputs(`${'x = 1;\n'.repeat(3_000)}`).length, 3_000);
  assert.ok(performance.now() - startedMs < 20_000, `${performance.now() - startedMs} ms`);
});
