import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { asciiGlyphFile, parseHex, toPageForm } from '../../../../tools/build/fonts/unifont.ts';

// Lines of unifont.hex 15.0.01.
const LETTER_G = '0067:0000000000023A44444438203C42423C';
const HANZI_ONE = '4E00:0000000000000000000000000000FFFE00000000000000000000000000000000';

/** A glyph in page form as rows of text. */
function drawn(page: Uint8Array): string[] {
  const width = page.length / 2;
  return Array.from({ length: 16 }, (_, y) =>
    Array.from({ length: width }, (_, x) =>
      ((page[(y >> 3) * width + x] ?? 0) >> (y & 7)) & 1 ? '#' : '.',
    ).join(''),
  );
}

test('a half-width glyph keeps its picture in page form', () => {
  const glyph = parseHex(LETTER_G).get(0x67);
  assert.ok(glyph);
  assert.deepEqual(drawn(toPageForm(glyph)).slice(5), [
    '......#.',
    '..###.#.',
    '.#...#..',
    '.#...#..',
    '.#...#..',
    '..###...',
    '..#.....',
    '..####..',
    '.#....#.',
    '.#....#.',
    '..####..',
  ]);
});

test('a full-width glyph is 16 columns: a line in row 7 is the lowest bit of the upper page', () => {
  const glyph = parseHex(HANZI_ONE).get(0x4e00);
  assert.ok(glyph);
  const page = toPageForm(glyph);
  assert.equal(page.length, 32);
  assert.deepEqual([...page.subarray(0, 16)], [...new Array(15).fill(0x80), 0]);
  assert.deepEqual([...page.subarray(16)], new Array(16).fill(0));
});

test('a line that is no glyph is refused with its number', () => {
  assert.throws(() => parseHex(`${LETTER_G}\n0041:00`), { code: 'FONT_LINE', message: /line 2: "0041:00"/ });
});

test('a missing or wide character is named', () => {
  assert.throws(() => asciiGlyphFile(parseHex(LETTER_G)), { code: 'FONT_GLYPH_MISSING', message: /U\+0020/ });
});

test('the committed glyph file has the 95 characters, with g where the firmware looks for it', () => {
  const file = new Uint8Array(
    readFileSync(new URL('../../../../firmware/oled/fonts/ascii16.bin', import.meta.url)),
  );
  assert.equal(file.length, 95 * 16);
  const glyph = parseHex(LETTER_G).get(0x67);
  assert.ok(glyph);
  const at = (0x67 - 0x20) * 16;
  assert.deepEqual(file.subarray(at, at + 16), toPageForm(glyph));
  assert.ok(
    file.subarray(0, 16).every((byte) => byte === 0),
    'a space is blank',
  );
});
