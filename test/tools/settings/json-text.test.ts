import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readJson } from '../../../tools/settings/json-text.ts';

/** What `JSON.parse` says of a text: its value, or that it is none. */
function parsed(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

test('takes what JSON.parse takes, with the same values', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(0, 2), (json, indent) => {
      const text = JSON.stringify(JSON.parse(json), null, indent);
      const read = readJson(text);
      assert.ok('value' in read, text);
      assert.equal(JSON.stringify(read.value), JSON.stringify(JSON.parse(text)));
    }),
  );
});

test('refuses what JSON.parse refuses, at any damage of a text', () => {
  const text = '{"a": [1, -2.5e3, true, null, "x\\u00e9\\n"], "b": {"c": ""}}';
  for (let at = 0; at < text.length; at++) {
    for (const damage of ['', '"', ',', '}', ']', ':', '\\', '\n', '0', 'x', '\u0001', '.', '-']) {
      const damaged = text.slice(0, at) + damage + text.slice(at + 1);
      assert.equal('value' in readJson(damaged), parsed(damaged) !== null, JSON.stringify(damaged));
    }
  }
});

const FAULTS: readonly (readonly [string, number, number, RegExp])[] = [
  ['', 1, 1, /expected a value/],
  ['{', 1, 2, /expected a key in double quotes/],
  ["{'a': 1}", 1, 2, /expected a key in double quotes/],
  ['{a: 1}', 1, 2, /a key in double quotes/],
  ['{"a" 1}', 1, 6, /expected a colon/],
  ['{"a": 1\n "b": 2}', 2, 2, /expected a comma or }/],
  ['{"a": 1,}', 1, 9, /a key in double quotes/],
  ['[1 2]', 1, 4, /expected a comma or \]/],
  ['[1,\r\n]', 2, 1, /expected a value/],
  ['{"a": hello}', 1, 7, /expected a value/],
  ['{"a": 01}', 1, 7, /expected a value/],
  ['{"a": "x}', 1, 7, /no closing quote/],
  ['{"a": "\\x"}', 1, 7, /an escape that JSON does not have/],
  ['{} {}', 1, 4, /expected the end/],
  ['\uFEFF{"温": 1,\n"b": tru}', 2, 6, /expected a value/],
  ['['.repeat(5000), 1, 34, /more than 32 levels/],
];
for (const [text, line, column, fault] of FAULTS) {
  test(`says where ${JSON.stringify(text.slice(0, 20))} goes wrong`, () => {
    const read = readJson(text);
    assert.ok('fault' in read);
    assert.deepEqual([read.line, read.column], [line, column]);
    assert.match(read.fault, fault);
  });
}

test('never shows a piece of the text', () => {
  const secret = 'Qx7secretZ';
  const forms = [
    `{"password": ${secret}}`,
    `{"password": '${secret}'}`,
    `{"password": "${secret}}`,
    `{"password": "${secret}" "x"}`,
    `{"${secret}"}`,
    `{${secret}: 1}`,
    `{"a": "b",, "${secret}"`,
    `"${secret}\n"`,
    `${secret}`,
    `{"password": "\\${secret}"}`,
  ];
  for (const form of forms) {
    const read = readJson(form);
    assert.ok('fault' in read, form);
    for (let at = 0; at + 3 <= secret.length; at++)
      assert.ok(!read.fault.includes(secret.slice(at, at + 3)), `${form}: ${read.fault}`);
  }
});

test('a key that occurs twice is found with its place', () => {
  const read = readJson('{"a": 1,\n "b": {"c": 1, "c": 2}, "a": 3}');
  assert.ok('value' in read);
  assert.deepEqual(read.repeated, [
    { line: 2, column: 16, pointer: '/b' },
    { line: 2, column: 25, pointer: '' },
  ]);
});

test('half of a character and a NUL are refused with their place, whole pairs are not', () => {
  for (const text of ['["温\\ud800"]', '["温\\u0000"]', '{"温\\udc00": 1}']) {
    const read = readJson(text);
    assert.ok('fault' in read, text);
    assert.deepEqual([read.line, read.column], [1, 2]);
  }
  const pair = readJson('["\\ud83d\\ude00"]');
  assert.deepEqual('fault' in pair ? pair : pair.value, ['😀']);
});
