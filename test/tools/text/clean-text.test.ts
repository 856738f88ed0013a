import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanJson, cleanLine, cleanText } from '../../../tools/text/clean-text.ts';
import { assertHarmless, FORGED, HOSTILE } from '../cli/hostile.ts';

test('shows what a terminal would obey', () => {
  assert.equal(cleanText('\x1b[2J\x07\x08\x7f\x9b\u{202e}\u{e0041}'), '␛[2J␇␈␡\\u{9b}\\u{202e}\\u{e0041}');
  assertHarmless(cleanText(HOSTILE), 'text');
  assertHarmless(cleanLine(HOSTILE), 'line');
});

test('keeps what people write', () => {
  for (const text of [
    '温度 25℃，你好\tend',
    'مرحبا بالعالم',
    'naïve Ünïcödé ñ e\u{301}',
    '👨‍👩‍👧 ❤️ 👍🏽 🏳️‍🌈 1️⃣ 🇨🇳',
    'ไม่ใช่ชื่อ',
    'क्षत्रिय',
  ]) {
    assert.equal(cleanText(text), text);
    assert.equal(cleanLine(text), text);
  }
});

test('keeps lines in a text and none in a line', () => {
  assert.equal(cleanText('a\r\nb\nc\rd'), 'a\nb\nc␍d');
  assert.equal(cleanLine(FORGED), 'first␊192.0.2.1  forged');
});

test('shows joiners and styles that join and style nothing', () => {
  assert.equal(cleanText('a\u{200d}b\u{fe0f}\u{fe0f}'), 'a\\u{200d}b\\u{fe0f}\\u{fe0f}');
  assert.equal(cleanText('❤\u{fe0f}\u{fe0f}'), '❤\u{fe0f}\\u{fe0f}');
});

test('shows marks that pile up on one character', () => {
  assert.equal(cleanText(`a${'\u{301}'.repeat(7)}`), `a${'\u{301}'.repeat(5)}\\u{301}\\u{301}`);
});

test('bounds a text and a line, without half a character at the cut', () => {
  assert.equal(cleanText('abcdef', 4), 'abcd\n… 2 characters omitted');
  assert.equal(cleanText('abc😀', 4), 'abc\n… 2 characters omitted');
  assert.equal(cleanLine('abc😀', 4), 'abc…');
  assert.ok(cleanLine('x'.repeat(5_000)).length < 1_100);
});

test('JSON has the same value and nothing that a terminal obeys', () => {
  const value = { [HOSTILE]: [HOSTILE, FORGED, '温'] };
  const json = cleanJson(JSON.stringify(value, null, 2));
  assert.deepEqual(JSON.parse(json), value);
  assertHarmless(json, 'JSON');
});

test('nothing that a terminal obeys is left of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assertHarmless(
        cleanText(text).replaceAll(
          /(?<=\p{Extended_Pictographic}|\u{fe0f}|\p{Emoji_Modifier})\u{200d}/gu,
          '',
        ),
        'text',
      );
      assert.doesNotMatch(cleanLine(text), /\n/);
      assert.deepEqual(JSON.parse(cleanJson(JSON.stringify(text))), JSON.parse(JSON.stringify(text)));
    }),
  );
});

test('takes time in proportion to what it cleans', () => {
  const startedMs = performance.now();
  for (const part of ['\x1b', '\u{301}', '❤\u{fe0f}\u{200d}', 'a\r']) cleanText(part.repeat(100_000));
  assert.ok(performance.now() - startedMs < 10_000);
});
