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
  assert.deepEqual(rows('a\rb', 8), ['ab']);
  assert.deepEqual(rows('a\n\nb\n', 8), ['a', '', 'b']);
});

test('a row that is just full ends where the next one begins, whatever that begins with', () => {
  assert.deepEqual(rows('exactly8\nx', 8), ['exactly8', 'x']);
  assert.deepEqual(rows('a bcdef g', 7), ['a bcdef', 'g']);
  assert.deepEqual(rows('a bcdef你', 7), ['a bcdef', '你']);
});

test('a character that is no ASCII belongs to the word around it', () => {
  assert.deepEqual(rows('one twé', 6), ['one', 'twé']);
  assert.deepEqual(rows('onetwoé', 6), ['onetwo', 'é']);
  assert.deepEqual(rows('éabcdefgh', 8), ['éabcdefg', 'h']);
  assert.deepEqual(rows('a béabcd', 7), ['a', 'béabcd']);
  assert.deepEqual(rows('one tw你', 6), ['one tw', '你']);
});

test('closing punctuation behind the only character of a row, or behind a narrow one', () => {
  assert.deepEqual(rows('你，', 2), ['你', '，']);
  assert.deepEqual(rows('abc，', 4), ['ab', 'c，']);
  assert.deepEqual(rows('abé，', 4), ['ab', 'é，']);
});

test('a tab goes on to the next multiple of four cells', () => {
  assert.deepEqual(rows('a\tb', 16), ['a   b']);
  assert.deepEqual(rows('abcd\tb', 16), ['abcd    b']);
  assert.deepEqual(rows('abcde\tx', 6), ['abcde', 'x']);
  assert.deepEqual(rows('ab\tcdefgh', 8), ['ab', 'cdefgh']);
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

test('bytes of a character in any order are the boxes that a browser makes of them', () => {
  const parts = ['\xe4', '\xbd', '\xa0', 'x', '\x1f'];
  const words = parts.flatMap((a) =>
    parts.flatMap((b) => parts.flatMap((c) => parts.map((d) => a + b + c + d))),
  );
  for (const bytes of words) {
    const layout = beginLayout(bytes, 8, 1);
    while (layOutPiece(layout));
    const expected = bytesOf(new TextDecoder().decode(Buffer.from(bytes, 'latin1')));
    assert.equal(layout.rows[0]?.replace(/ +$/, ''), expected, JSON.stringify(bytes));
  }
});

test('what has no width is left out, and what stands beside it in Unicode is not', () => {
  for (const [first, last] of [
    [0x300, 0x36f],
    [0x200b, 0x200f],
    [0x202a, 0x202e],
    [0x2066, 0x206f],
    [0xfe00, 0xfe0f],
    [0xfeff, 0xfeff],
    [0x1f3fb, 0x1f3ff],
    [0xe0001, 0xe007f],
  ] as const) {
    const cellsWith = (code: number): string => rows(`a${String.fromCodePoint(code)}b`, 8)[0] ?? '';
    for (const code of [first, last]) assert.equal(cellsWith(code), 'ab', code.toString(16));
    for (const code of [first - 1, last + 1]) assert.notEqual(cellsWith(code), 'ab', code.toString(16));
  }
});

test('a letter keeps its place when what has no width stands behind it', () => {
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
