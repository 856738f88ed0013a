import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedCells } from '../../../firmware/oled/frame.ts';
import { GLYPH_FILE, halfRow } from '../../../firmware/oled/glyphs.ts';
import { BOX, cells } from '../../../firmware/oled/text.ts';

test('shows the end of a text that is too long', () => {
  assert.equal(cells('0123456789', 4), '6789');
});

test('shows one box for each character that has no glyph', () => {
  assert.equal(cells('a\t\xe4\xbd\xa0b', 8), `a${BOX}${BOX}b`);
});

test('finds the first and the last cell that differ', () => {
  const table: [string, string, number][] = [
    ['abcd', 'abcd', -1],
    ['abcd', 'xbcd', 0],
    ['abcd', 'abcx', 3 * 256 + 3],
    ['abcd', 'axyd', 256 + 2],
    ['', '', -1],
  ];
  for (const [drawn, wanted, expected] of table) assert.equal(changedCells(drawn, wanted), expected);
});

test('reads the upper and the lower half of each glyph from the file', () => {
  const asked: unknown[] = [];
  const store = {
    read(name: string, offset = 0, length = 0): string {
      asked.push([name, offset, length]);
      return 'g'.repeat(length);
    },
  };
  assert.equal(halfRow(store, ' !', 1), 'g'.repeat(16));
  assert.deepEqual(asked, [
    [GLYPH_FILE, 8, 8],
    [GLYPH_FILE, 24, 8],
  ]);
});
