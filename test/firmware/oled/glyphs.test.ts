import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { glyph, halves, isWide, openGlyphs } from '../../../firmware/oled/glyphs.ts';
import { fontStore } from '../../support/fonts.ts';

const BOX = { upper: `\x00\xfc${'\x04'.repeat(4)}\xfc\x00`, lower: `\x00\x3f${'\x20'.repeat(4)}\x3f\x00` };
const WIDE_BOX = {
  upper: `\x00\xfc${'\x04'.repeat(11)}\xfc\x00\x00`,
  lower: `\x00\x3f${'\x20'.repeat(11)}\x3f\x00\x00`,
};
const ASCII = fontStore('ascii');
const FULL = fontStore('gb2312');

function glyphOf(code: number): { upper: string; lower: string } {
  glyph(code);
  return { ...halves };
}

/** Each character of an index and its glyph, read from front to back. */
function glyphsIn(file: string): [code: number, bytes: string][] {
  const bytes = Buffer.from(file, 'latin1');
  const [size = 0, pages = 0] = [bytes[4], bytes[5]];
  const count = bytes.readUInt16BE(6);
  const firsts = Array.from({ length: pages + 1 }, (_, page) => bytes.readUInt16BE(8 + pages + 2 * page));
  const lows = 8 + pages + 2 * (pages + 1);
  const found: [number, string][] = [];
  for (let page = 0; page < pages; page++)
    for (let index = firsts[page] ?? 0; index < (firsts[page + 1] ?? 0); index++) {
      const code = ((bytes[8 + page] ?? 0) << 8) | (bytes[lows + index] ?? 0);
      const at = lows + count + index * size;
      found.push([code, file.slice(at, at + size)]);
    }
  return found;
}

/** An index with these glyphs on one page. */
function index(page: number, glyphs: Readonly<Record<number, string>>): string {
  const lows = Object.keys(glyphs).map(Number);
  const size = Object.values(glyphs)[0]?.length ?? 0;
  const head = [0x43, 0x4e, 0x46, 0x31, size, 1, 0, lows.length, page, 0, 0, 0, lows.length, ...lows];
  return String.fromCharCode(...head) + Object.values(glyphs).join('');
}

beforeEach(() => {
  openGlyphs(FULL);
});

test('without ASCII there are no glyphs, and with it alone there are', () => {
  assert.equal(openGlyphs({ read: () => undefined }), false);
  assert.equal(openGlyphs(ASCII), true);
});

test('each ASCII character is the one of the file', () => {
  const file = FULL.read('ascii16') ?? '';
  for (let code = 0x20; code < 0x7f; code++) {
    const at = (code - 0x20) * 16;
    assert.deepEqual(glyphOf(code), { upper: file.slice(at, at + 8), lower: file.slice(at + 8, at + 16) });
  }
  for (const code of [0, 0x1f, 0x7f]) assert.deepEqual(glyphOf(code), BOX);
});

for (const [name, columns] of [
  ['half16', 1],
  ['wide16', 2],
] as const) {
  test(`each character of ${name} is the one of the file, and takes ${columns === 1 ? 'a cell' : 'two cells'}`, () => {
    const all = glyphsIn(FULL.read(name) ?? '');
    assert.ok(all.length > 100, `${all.length}`);
    for (const [code, bytes] of all) {
      const half = bytes.length / 2;
      assert.equal(half, columns * 8);
      assert.deepEqual(glyphOf(code), { upper: bytes.slice(0, half), lower: bytes.slice(half) });
      assert.equal(isWide(code), columns === 2, code.toString(16));
    }
  });
}

test('a character that the files have not is a box of its width', () => {
  openGlyphs(ASCII);
  for (const code of [0xe9, 0x3b1, 0xfffd]) assert.deepEqual(glyphOf(code), BOX, code.toString(16));
  for (const code of [0x4f60, 0x3042, 0x1f600]) assert.deepEqual(glyphOf(code), WIDE_BOX, code.toString(16));
  openGlyphs(FULL);
  assert.deepEqual(glyphOf(0x9f98), WIDE_BOX);
  assert.deepEqual(glyphOf(0x1f600), WIDE_BOX);
});

test('a file that is no index counts as none', () => {
  const half = `CNF2${index(0x03, { 177: 'x'.repeat(16) }).slice(4)}`;
  openGlyphs({ read: (name) => (name === 'ascii16' ? ASCII.read(name) : half) });
  assert.deepEqual(glyphOf(0x3b1), BOX);
});

/** First and last code points of what takes two cells where no glyph says otherwise, as Unicode's East Asian Width has it. */
const WIDE: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1_0000, 0x10_ffff],
];

test('where no glyph tells, a character is as wide as its block', () => {
  openGlyphs(ASCII);
  for (const [first, last] of WIDE) {
    assert.deepEqual([isWide(first), isWide(last)], [true, true], first.toString(16));
    if (first !== 0x1_0000) assert.equal(isWide(last + 1), false, `${last.toString(16)} + 1`);
    if (first !== 0x1_0000) assert.equal(isWide(first - 1), false, `${first.toString(16)} - 1`);
  }
  for (const code of [0x41, 0x7f, 0x80, 0x3b1, 0xabff, 0xffff])
    assert.equal(isWide(code), false, code.toString(16));
});

test('a glyph tells how wide its character is, whatever its block says', () => {
  const files = new Map([
    ['ascii16', ASCII.read('ascii16')],
    ['half16', index(0x2e, { 128: 'a'.repeat(16), 130: 'b'.repeat(16) })],
    ['wide16', index(0x00, { 176: 'c'.repeat(32) })],
  ]);
  openGlyphs({ read: (name) => files.get(name) });
  assert.deepEqual([isWide(0x2e80), isWide(0x2e81), isWide(0x2e82)], [false, true, false]);
  assert.deepEqual(glyphOf(0x2e82), { upper: 'b'.repeat(8), lower: 'b'.repeat(8) });
  assert.equal(isWide(0xb0), true);
  assert.deepEqual(glyphOf(0xb0), { upper: 'c'.repeat(16), lower: 'c'.repeat(16) });
});
