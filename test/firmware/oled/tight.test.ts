import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { openGlyphs } from '../../../firmware/oled/glyphs.ts';
import { beginTight, maySetTight, setTightGlyph, type TightRow } from '../../../firmware/oled/tight.ts';
import { fontStore } from '../../support/fonts.ts';

before(() => {
  openGlyphs(fontStore('gb2312'));
});

function setTight(text: string): TightRow {
  const row = beginTight(text);
  while (setTightGlyph(row));
  return row;
}

test('an address that is a little too long is set closer', () => {
  for (const address of ['192.168.1.50:5001', '192.168.100.100:5001', '888.888.888.888:8888']) {
    assert.ok(maySetTight(address, 16), address);
    assert.ok(setTight(address).upper.length <= 128, address);
  }
});

test('a text that fits, one with spaces and one that is far too long are not tried', () => {
  for (const text of [
    '192.168.1.5:5001',
    'words that are long',
    '255.255.255.255:65535',
    '温度二十五点五度。',
  ])
    assert.ok(!maySetTight(text, 16), text);
});

test('a text may be too wide even when it is set closer', () => {
  assert.ok(maySetTight('wwwwwwwwwwwwwwwwwwww', 16));
  assert.ok(setTight('wwwwwwwwwwwwwwwwwwww').upper.length > 128);
});

test('no two blank columns stand side by side', () => {
  const { upper, lower } = setTight('192.168.1.50:5001');
  assert.equal(upper.length, lower.length);
  const isBlank = (at: number): boolean => upper.charCodeAt(at) + lower.charCodeAt(at) === 0;
  for (let at = 1; at < upper.length; at++) assert.ok(!isBlank(at) || !isBlank(at - 1), `${at}`);
});
