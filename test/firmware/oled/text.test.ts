import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedCells } from '../../../firmware/oled/frame.ts';
import { BOX, openGlyphs, RIGHT_HALF } from '../../../firmware/oled/glyphs.ts';
import { layOut } from '../../../firmware/oled/text.ts';
import { fontStore } from '../../support/fonts.ts';

openGlyphs(fontStore('gb2312'));

const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Rows as text again; `□` is a box, and a wide character's right half is left out. */
function rows(text: string, width: number, most = 4): string[] {
  return layOut(bytesOf(text), width, most).map((row) =>
    Array.from({ length: row.length / 2 }, (_, cell) => {
      const code = (row.charCodeAt(cell * 2) << 8) | row.charCodeAt(cell * 2 + 1);
      return code === RIGHT_HALF ? '' : code === BOX ? '□' : String.fromCharCode(code);
    }).join(''),
  );
}

/** A row from its cells: `.` is a right half. */
const row = (cells: string): string =>
  Array.from(cells, (cell) => (cell === '.' ? '\0\0' : `\x4e${cell}`)).join('');

test('a text that fits stands in one row', () => {
  assert.deepEqual(rows('hello', 16), ['hello']);
  assert.deepEqual(rows('', 16), ['']);
});

test('002-F5 a text that is too long is wrapped, words whole where they fit', () => {
  assert.deepEqual(rows('one two three', 8), ['one two ', 'three']);
  assert.deepEqual(rows('incomprehensible', 6), ['incomp', 'rehens', 'ible']);
});

test('a wide character takes two cells and is never cut in two', () => {
  assert.deepEqual(rows('你好世界', 4), ['你好', '世界']);
  assert.deepEqual(rows('a你好', 4), ['a你', '好']);
  assert.equal(layOut(bytesOf('你'), 4, 1)[0]?.length, 4);
});

test('between Chinese characters and words a row may end', () => {
  assert.deepEqual(rows('你好world', 8), ['你好', 'world']);
});

test('002-F5 line ends begin a new row, and the rest of the line stays', () => {
  assert.deepEqual(rows('a\r\nb\nc', 8), ['a', 'b', 'c']);
});

test('a tab goes on to the next multiple of four cells', () => {
  assert.deepEqual(rows('a\tb', 16), ['a   b']);
});

test('only the last rows of a long text are kept', () => {
  assert.deepEqual(rows('1\n2\n3\n4\n5', 8, 2), ['4', '5']);
  assert.deepEqual(rows(`${'x'.repeat(5000)}yz`, 8, 1), [
    'yz'.padStart(rows(`${'x'.repeat(254)}yz`, 8, 1)[0]?.length ?? 0, 'x'),
  ]);
});

test('a character without a glyph is a box of its width, and the rest of the line stays', () => {
  assert.deepEqual(rows('a\x07b', 8), ['a□b']);
  assert.equal(layOut(bytesOf('龘'), 8, 1)[0]?.length, 4);
  assert.equal(layOut(bytesOf('😀'), 8, 1)[0]?.length, 4);
  assert.deepEqual(rows('😀b', 8), ['□b']);
});

test('what has no width is left out', () => {
  assert.deepEqual(rows('e\u0301\u200b\ufe0f!', 8), ['e!']);
});

test('finds the first and the last cell that differ', () => {
  const table: [string, string, number][] = [
    ['abcd', 'abcd', -1],
    ['abcd', 'xbcd', 0],
    ['abcd', 'abcx', 3 * 256 + 3],
    ['abcd', 'axyd', 256 + 2],
    ['', '', -1],
  ];
  for (const [drawn, wanted, expected] of table)
    assert.equal(changedCells(row(drawn), row(wanted), drawn.length), expected);
});

test('a wide character is drawn whole, whichever half differs', () => {
  assert.equal(changedCells(row('a.c'), row('b.c'), 3), 0 * 256 + 1);
  assert.equal(changedCells(row('abc'), row('a.c'), 3), 0 * 256 + 1);
});

test('a row that is set closer changes as a whole', () => {
  assert.equal(changedCells(row('abcd'), row('abcde'), 4), 3);
  assert.equal(changedCells(row('abcde'), row('abcd'), 4), 3);
  assert.equal(changedCells(row('abcde'), row('abcde'), 4), -1);
});
