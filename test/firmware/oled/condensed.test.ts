import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  beginCondensed,
  type CondensedRow,
  maySetCondensed,
  setCondensedGlyph,
} from '../../../firmware/oled/condensed.ts';
import { openGlyphs } from '../../../firmware/oled/glyphs.ts';
import { fontStore } from '../../support/fonts.ts';

before(() => {
  openGlyphs(fontStore('gb2312'));
});

function setCondensed(text: string): CondensedRow {
  const row = beginCondensed(text);
  while (setCondensedGlyph(row));
  return row;
}

test('an address that is a little too long is set closer', () => {
  for (const address of ['192.168.1.50:5001', '192.168.100.100:5001', '888.888.888.888:8888']) {
    assert.ok(maySetCondensed(address, 16), address);
    assert.ok(setCondensed(address).upper.length <= 128, address);
  }
});

test('a text that fits, one with spaces and one that is far too long are not tried', () => {
  for (const text of [
    '192.168.1.5:5001',
    'words that are long',
    '255.255.255.255:65535',
    '温度二十五点五度。',
  ])
    assert.ok(!maySetCondensed(text, 16), text);
});

test('a text may be too wide even when it is set closer', () => {
  assert.ok(maySetCondensed('wwwwwwwwwwwwwwwwwwww', 16));
  assert.ok(setCondensed('wwwwwwwwwwwwwwwwwwww').upper.length > 128);
});

test('no two blank columns stand side by side', () => {
  const { upper, lower } = setCondensed('192.168.1.50:5001');
  assert.equal(upper.length, lower.length);
  const isBlank = (at: number): boolean => upper.charCodeAt(at) + lower.charCodeAt(at) === 0;
  for (let at = 1; at < upper.length; at++) assert.ok(!isBlank(at) || !isBlank(at - 1), `${at}`);
});
