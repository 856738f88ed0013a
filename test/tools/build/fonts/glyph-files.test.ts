import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  codePointsOf,
  LEVEL_1_ROWS,
  LEVEL_2_ROWS,
  SYMBOL_ROWS,
} from '../../../../tools/build/fonts/gb2312.ts';
import { indexedGlyphFile } from '../../../../tools/build/fonts/glyph-files.ts';
import type { Glyph } from '../../../../tools/build/fonts/unifont.ts';

const glyph = (codePoint: number, widthPx: 8 | 16 = 16): Glyph => ({
  codePoint,
  widthPx,
  rows: Array.from({ length: 16 }, () => 1),
});

test('rows 1 to 9 have 715 signs (682 of GB2312, 33 that GBK put there), and there are 3,755 hanzi of level 1 and 3,008 of level 2', () => {
  assert.equal(codePointsOf(SYMBOL_ROWS).length, 715);
  assert.equal(codePointsOf(LEVEL_1_ROWS).length, 3755);
  assert.equal(codePointsOf(LEVEL_2_ROWS).length, 3008);
  assert.ok(codePointsOf(LEVEL_1_ROWS).includes('你'.codePointAt(0) ?? 0));
});

test('an indexed file lists its pages, where each begins, and the low byte of each glyph', () => {
  const file = Buffer.from(indexedGlyphFile([glyph(0x4f60), glyph(0x4e00), glyph(0x4e16)]));
  assert.equal(file.toString('latin1', 0, 4), 'CNF1');
  assert.deepEqual([...file.subarray(4, 8)], [32, 2, 0, 3]);
  assert.deepEqual([...file.subarray(8, 10)], [0x4e, 0x4f]);
  assert.deepEqual([...file.subarray(10, 16)], [0, 0, 0, 2, 0, 3]);
  assert.deepEqual([...file.subarray(16, 19)], [0x00, 0x16, 0x60]);
  assert.equal(file.length, 19 + 3 * 32);
});

test('a set that no file can hold is refused', () => {
  for (const set of [[], [glyph(0x10000)], [glyph(0x4e00), glyph(0x41, 8)]]) {
    assert.throws(() => indexedGlyphFile(set), { code: 'FONT_SET' });
  }
});
