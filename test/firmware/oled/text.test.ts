import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf } from '../../../firmware/oled/frame.ts';
import { glyph, halves, openGlyphs } from '../../../firmware/oled/glyphs.ts';
import { beginLayout, layOutPiece } from '../../../firmware/oled/text.ts';
import { fontStore } from '../../support/fonts.ts';

openGlyphs(fontStore('gb2312'));

const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const textOf = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** Rows as text again, each as wide as the display. */
function fullRows(text: string, width: number, max = 4): string[] {
  const layout = beginLayout(bytesOf(text), width, max);
  while (layOutPiece(layout));
  return layout.rows.map(textOf);
}

/** The same without the blanks that fill a row. */
const rows = (text: string, width: number, max = 4): string[] =>
  fullRows(text, width, max).map((row) => row.trimEnd());

const isBox = (code: number): boolean => {
  glyph(code);
  const box = halves.upper;
  glyph(0x07);
  return box.startsWith(halves.upper.slice(0, 6));
};

test('a text that fits stands in one row', () => {
  assert.deepEqual(rows('hello', 16), ['hello']);
  assert.deepEqual(rows('', 16), ['']);
});

test('a row fills its cells, so that what stood there before goes', () => {
  assert.deepEqual(fullRows('hello', 8), ['hello   ']);
  assert.deepEqual(fullRows('你好', 8), ['你好    ']);
});

test('002-F5 a text that is too long is wrapped, words whole where they fit', () => {
  assert.deepEqual(rows('one two three', 8), ['one two', 'three']);
  assert.deepEqual(rows('incomprehensible', 6), ['incomp', 'rehens', 'ible']);
  assert.deepEqual(rows('exactly8 exactly8', 8), ['exactly8', 'exactly8']);
  assert.deepEqual(rows('a  b', 2), ['a', 'b']);
});

test('a wide character takes two cells and is never cut in two', () => {
  assert.deepEqual(rows('你好世界', 4), ['你好', '世界']);
  assert.deepEqual(rows('a你好', 4), ['a你', '好']);
  assert.deepEqual(fullRows('你', 4, 1), ['你  ']);
});

test('between Chinese characters and words a row may end', () => {
  assert.deepEqual(rows('你好world', 8), ['你好', 'world']);
  assert.deepEqual(rows('a你好world', 8), ['a你好', 'world']);
});

test('a row does not begin with closing punctuation, which takes the character before it along', () => {
  assert.deepEqual(rows('你好世界，再见', 8), ['你好世', '界，再见']);
  assert.deepEqual(rows('你好世界。”', 8), ['你好世', '界。”']);
  assert.deepEqual(rows('1234567好，', 9), ['1234567', '好，']);
});

test('002-F5 line ends begin a new row, and the rest of the line stays', () => {
  assert.deepEqual(rows('a\r\nb\nc', 8), ['a', 'b', 'c']);
});

test('a tab goes on to the next multiple of four cells', () => {
  assert.deepEqual(rows('a\tb', 16), ['a   b']);
  assert.deepEqual(rows('abcd\tb', 16), ['abcd    b']);
});

test('only the last rows of a long text are kept', () => {
  assert.deepEqual(rows('1\n2\n3\n4\n5', 8, 2), ['4', '5']);
  assert.deepEqual(rows(`${'x'.repeat(5000)}yz`, 8, 1), [
    'yz'.padStart(rows(`${'x'.repeat(254)}yz`, 8, 1)[0]?.length ?? 0, 'x'),
  ]);
});

test('a character without a glyph is a box of its width, and the rest of the line stays', () => {
  assert.deepEqual(rows('a\x07b', 8), ['a\x07b']);
  for (const code of [0x07, 0x7f, 0xfffd, 0x9f98, 0x1f600]) assert.ok(isBox(code), code.toString(16));
  assert.ok(!isBox(0x41));
  assert.deepEqual(fullRows('龘', 8, 1), ['龘      ']);
  assert.deepEqual(fullRows('😀b', 8, 1), ['😀b     ']);
});

test('bytes that are no UTF-8 are boxes, and the rest of the line stays', () => {
  const layout = beginLayout('a\xe4\xbdb\xff', 8, 1);
  while (layOutPiece(layout));
  assert.equal(textOf(layout.rows[0] ?? '').trimEnd(), 'a\ufffdb\ufffd');
});

test('what has no width is left out', () => {
  assert.deepEqual(rows('e\u0301\u200b\ufe0f!', 8), ['e!']);
  assert.deepEqual(rows('👍🏽!', 8), ['👍!']);
  assert.deepEqual(rows('a\u202eb\u2066c', 8), ['abc']);
});

test('finds the characters that differ', () => {
  const table: [string, string, [string, string] | null][] = [
    ['abcd', 'abcd', null],
    ['abcd', 'xbcd', ['a', 'x']],
    ['abcd', 'abcx', ['d', 'x']],
    ['abcd', 'axyd', ['bc', 'xy']],
    ['aaaa', 'aaba', ['a', 'b']],
    ['你好', '你们', ['好', '们']],
    ['大 ', '太 ', ['大', '太']],
    ['ab你', '你ab', ['ab你', '你ab']],
    ['a你', 'abc', ['你', 'bc']],
  ];
  for (const [drawn, wanted, expected] of table) {
    const change = changeOf(bytesOf(drawn), bytesOf(wanted));
    const found = change && [
      textOf(bytesOf(drawn).slice(change.from, change.drawnEnd)),
      textOf(bytesOf(wanted).slice(change.from, change.wantedEnd)),
    ];
    assert.deepEqual(found, expected, `${drawn} ${wanted}`);
  }
});

test('any two rows: what differs is put into the one, and it is the other', () => {
  const parts = ['a', 'b', '你', '好', '，', 'é', '  '];
  let seed = 1;
  const row = (): string => {
    let text = '';
    while (text.length < 8) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      text += parts[Math.floor(seed / 65536) % parts.length];
    }
    return bytesOf(text);
  };
  for (let round = 0; round < 300; round++) {
    const [drawn, wanted] = [row(), row()];
    const change = changeOf(drawn, wanted);
    if (!change) continue;
    const middle = wanted.slice(change.from, change.wantedEnd);
    assert.equal(drawn.slice(0, change.from) + middle + drawn.slice(change.drawnEnd), wanted);
    assert.ok(!textOf(middle).includes('\ufffd'), 'cut inside a character');
  }
});
