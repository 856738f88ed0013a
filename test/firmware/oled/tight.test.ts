import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { openGlyphs } from '../../../firmware/oled/glyphs.ts';
import { tightHalf, tightLine } from '../../../firmware/oled/tight.ts';
import { fontStore } from '../../support/fonts.ts';

before(() => {
  openGlyphs(fontStore('gb2312'));
});

test('an address that is a little too long is set closer', () => {
  for (const address of ['192.168.1.50:5001', '192.168.100.100:5001', '888.888.888.888:8888']) {
    assert.equal(tightLine(address, 16).length, address.length * 2, address);
  }
});

test('a text that fits, one with spaces and one that would not fit either stay as they are', () => {
  for (const text of [
    '192.168.1.5:5001',
    'words that are long',
    'wwwwwwwwwwwwwwwwwwww',
    '255.255.255.255:65535',
  ])
    assert.equal(tightLine(text, 16), '', text);
});

test('no two blank columns stand side by side before the end of the row, which is filled', () => {
  const cells = tightLine('192.168.1.50:5001', 16);
  const [upper, lower] = [tightHalf(cells, 0, 128), tightHalf(cells, 1, 128)];
  assert.equal(upper.length, 128);
  assert.equal(lower.length, 128);
  const isBlank = (at: number): boolean => upper.charCodeAt(at) + lower.charCodeAt(at) === 0;
  let end = 128;
  while (isBlank(end - 1)) end--;
  for (let at = 1; at < end; at++) assert.ok(!isBlank(at) || !isBlank(at - 1), `${at}`);
});
