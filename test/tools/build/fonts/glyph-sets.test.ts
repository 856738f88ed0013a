import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../../../tools/boards/load.ts';
import { gbkCodePoints } from '../../../../tools/build/fonts/gb2312.ts';
import { glyphFilesOf } from '../../../../tools/build/fonts/glyph-sets.ts';
import type { Glyph } from '../../../../tools/build/fonts/unifont.ts';
import { extraFiles } from '../../../../tools/image/extra-files.ts';

const glyph = (codePoint: number): Glyph => ({
  codePoint,
  widthPx: codePoint < 0x2000 ? 8 : 16,
  rows: Array.from({ length: 16 }, () => 1),
});
const fontOf = (points: readonly number[]): Map<number, Glyph> =>
  new Map(points.map((point) => [point, glyph(point)]));

test('GBK has the traditional characters, those of names and ㎡, and no emoji', () => {
  const points = new Set(gbkCodePoints());
  for (const character of '喆镕堃溫濕㎡，') assert.ok(points.has(character.codePointAt(0) ?? 0), character);
  assert.ok(!points.has('😀'.codePointAt(0) ?? 0));
  assert.ok(points.size > 21_000 && points.size < 24_000, String(points.size));
});

test('the set gbk has ñ among the narrow glyphs and 喆 among the wide', () => {
  const files = glyphFilesOf(fontOf([0xf1, 0x5586, 0xac00]), 'gbk');
  const count = (name: string): number => ((files[name]?.[6] ?? 0) << 8) | (files[name]?.[7] ?? 0);
  assert.deepEqual(Object.keys(files), ['half16-gbk.bin', 'wide16-gbk.bin']);
  assert.equal(count('half16-gbk.bin'), 1);
  assert.equal(count('wide16-gbk.bin'), 1);
});

test('a set that is none is refused with those that there are', () => {
  for (const name of ['all', 'toString']) {
    assert.throws(() => glyphFilesOf(new Map(), name), { code: 'FONT_USAGE', help: /gb2312, gbk/ });
  }
});

test('a board whose glyphs are not made yet is refused with the command that makes them', () => {
  const board = findBoard('esp32');
  assert.ok(board.display);
  const wanted = { ...board, display: { ...board.display, glyphs: 'gbk' as const } };
  assert.throws(() => extraFiles(wanted, '/nowhere'), {
    code: 'FONT_MISSING',
    help: /npm run fonts -- --from unifont\.hex --set gbk/,
  });
});
