/** What a row draws when its text changes: over what stands there, it must give what the new text is. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { beginCondensed, setCondensedGlyph } from '../../../firmware/oled/condensed.ts';
import { changeOf, columnsOf } from '../../../firmware/oled/frame.ts';
import { glyph, halves, openGlyphs } from '../../../firmware/oled/glyphs.ts';
import { beginRow, CONDENSED, drawRowPiece, rowPixels, TRIMMED_PX } from '../../../firmware/oled/row.ts';
import { fontStore } from '../../support/fonts.ts';

const WIDTH_PX = 128;
const CELLS = 16;

interface Pixels {
  readonly upper: string;
  readonly lower: string;
}

const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

/** A row of text as wide as the screen. */
const row = (text: string): string => bytesOf(text) + ' '.repeat(CELLS - columnsOf(bytesOf(text)));

before(() => {
  openGlyphs(fontStore('gb2312'));
});

/** All the pixels of a row that is drawn at once. */
function whole(line: string): Pixels {
  let [upper, lower] = ['', ''];
  if (line.startsWith(CONDENSED)) {
    const condensed = beginCondensed(line.slice(1));
    while (setCondensedGlyph(condensed));
    ({ upper, lower } = condensed);
  } else
    for (const character of Buffer.from(line, 'latin1').toString()) {
      glyph(character.codePointAt(0) ?? 0);
      upper += halves.upper;
      lower += halves.lower;
    }
  return { upper: upper.padEnd(WIDTH_PX, '\0'), lower: lower.padEnd(WIDTH_PX, '\0') };
}

/** Draws the change from one row to another over the first; also how many columns that took. */
function change(from: string, to: string): Pixels & { readonly columns: number; readonly pieces: number } {
  beginRow(from, to);
  let pieces = 1;
  while (drawRowPiece(WIDTH_PX)) pieces++;
  const old = whole(from);
  const { leftPx } = rowPixels;
  const over = (before: string, now: string): string =>
    before.slice(0, leftPx) + now + before.slice(leftPx + now.length);
  assert.equal(rowPixels.upper.length, rowPixels.lower.length);
  return {
    upper: over(old.upper, rowPixels.upper),
    lower: over(old.lower, rowPixels.lower),
    columns: rowPixels.upper.length,
    pieces,
  };
}

function check(from: string, to: string): number {
  const { columns, pieces: _pieces, ...pixels } = change(from, to);
  assert.deepEqual(pixels, whole(to));
  return columns;
}

test('before anything is drawn there are no pixels', () => {
  assert.deepEqual({ ...rowPixels }, { upper: '', lower: '', leftPx: 0 });
});

test('any change of one row into another gives the other, also with wide, closer set and unknown characters', () => {
  const part = fc.constantFrom('a', 'b', ' ', '1', 'é', '你', '大', '太', '，', '😀', 'あ', '가', '\u0007');
  const line = fc.array(part, { maxLength: 8 }).map((parts) => row(parts.join('')));
  const condensed = fc.constantFrom('192.168.1.50:5001', '10.0.0.1:12345678').map((text) => CONDENSED + text);
  const either = fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: condensed });
  fc.assert(
    fc.property(either, either, (from, to) => {
      if (from !== to) check(from, to);
    }),
    { numRuns: 300 },
  );
});

test('of one character only the columns that differ are drawn', () => {
  assert.equal(check(row('太'), row('大')), 2);
  assert.ok(check(row('count 1'), row('count 2')) < 8);
  assert.equal(check(row('\u{1f600}'), row('\u{1f601}')), 0);
});

test('of a change of more than 16 pixels all of it is drawn, from its first character on', () => {
  assert.equal(check(row('ab'), row('ba')), 16 - 2);
  assert.equal(check(row('abc'), row('bca')), 24);
  const { columns, pieces } = change(row('x'), row('xabc'));
  assert.deepEqual([columns, pieces], [24, 1 + 3 + 1]);
  assert.ok(TRIMMED_PX < 24);
});

test('over a row that was set closer all of the next one is drawn, and the other way round', () => {
  const closer = `${CONDENSED}192.168.1.50:5001`;
  assert.equal(check(closer, row('short')), WIDTH_PX);
  assert.equal(check(row('short'), closer), WIDTH_PX);
  assert.equal(check(closer, `${CONDENSED}192.168.1.51:5001`), WIDTH_PX);
});

test('a row is as many cells as its characters are wide', () => {
  for (const [text, columns] of [
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['你好', 4],
    ['あ가', 4],
    ['a😀b', 4],
    ['\u4000\u9fff', 4],
  ] as const)
    assert.equal(columnsOf(bytesOf(text)), columns, text);
});

test('a change never begins or ends inside a character, also where the bytes before and behind are the same', () => {
  for (const [from, to] of [
    ['你', '佡'],
    ['你', '他'],
    ['é', 'è'],
    ['é', 'ĩ'],
    ['😀', '😁'],
  ] as const) {
    const found = changeOf(bytesOf(`a${from}b`), bytesOf(`a${to}b`));
    assert.deepEqual(
      found,
      { from: 1, wantedEnd: 1 + bytesOf(to).length, drawnEnd: 1 + bytesOf(from).length },
      to,
    );
  }
});
