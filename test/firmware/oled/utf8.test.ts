import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cursor, incompleteTail, nextPoint, tailOf } from '../../../firmware/oled/utf8.ts';

/** What the board decodes: all of `bytes`. */
function decode(bytes: string): string {
  let text = '';
  cursor.at = 0;
  while (cursor.at < bytes.length) text += String.fromCodePoint(nextPoint(bytes));
  return text;
}

const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const oracle = (bytes: string): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));

test('characters of one to four bytes are decoded', () => {
  assert.equal(decode(bytesOf('aé你😀')), 'aé你😀');
});

test('what cannot be a character is U+FFFD, as often as a browser says it', () => {
  const table: [string, string][] = [
    ['\xed\xa0\x80', '\ufffd\ufffd\ufffd'],
    ['\xc0\x80', '\ufffd\ufffd'],
    ['\xf0\x9f\x98\x80', '\u{1f600}'],
    ['\xe4\xbd', '\ufffd'],
    ['\xf5a', '\ufffda'],
  ];
  for (const [bytes, text] of table) assert.equal(decode(bytes), text);
});

test('random bytes are decoded as a browser decodes them', () => {
  const awkward = fc.constantFrom(
    0x41,
    0x80,
    0xbf,
    0xc2,
    0xe0,
    0xa0,
    0xed,
    0x9f,
    0xf0,
    0x90,
    0xf4,
    0x8f,
    0xff,
  );
  const bytes = fc.array(fc.oneof(awkward, fc.integer({ min: 0, max: 255 })), { maxLength: 40 });
  fc.assert(
    fc.property(bytes, (list) => {
      const text = String.fromCharCode(...list);
      assert.equal(decode(text), oracle(text));
    }),
    { numRuns: 2000 },
  );
});

test('000-F2 a text that is cut at any byte is decoded whole when the tail is carried over', () => {
  const bytes = bytesOf('你é😀!好');
  for (let cut = 0; cut <= bytes.length; cut++) {
    const tail = incompleteTail(bytes.slice(0, cut));
    assert.ok(tail.length < 4);
    const first = bytes.slice(0, cut - tail.length);
    assert.equal(decode(first) + decode(tail + bytes.slice(cut)), '你é😀!好', `cut at ${cut}`);
  }
});

test('the first bytes of a character are carried over, whatever its length', () => {
  for (const tail of ['\xc2', '\xdf', '\xe0', '\xef\xbf', '\xf0', '\xf4', '\xf0\x9f', '\xf0\x9f\x98'])
    assert.equal(incompleteTail(`a${tail}`), tail);
});

test('bytes that no character begins with are not carried over', () => {
  for (const bytes of [
    '',
    'a',
    '\x80',
    '\x80\x80\x80\x80',
    '\xff',
    '\xc0',
    '\xf5',
    '\xe4\xc0',
    '\xe4a',
    bytesOf('你'),
  ]) {
    assert.equal(incompleteTail(bytes), '');
  }
});

test('the tail of a text begins with a whole character', () => {
  assert.equal(tailOf('ab', 3), 'ab');
  assert.equal(tailOf('abc', 3), 'abc');
  assert.equal(tailOf('\x80\x80\x80', 2), '');
  assert.equal(tailOf('abcd', 3), 'bcd');
  assert.equal(tailOf(bytesOf('你好'), 5), bytesOf('好'));
});
