import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../../firmware/features/chat/plain-text.ts';
import { bytesOf } from '../feature-bench.ts';

/** What becomes of the character at `point` between two others. */
const between = (point: number): string =>
  Buffer.from(plainText(`a${bytesOf(String.fromCodePoint(point))}b`), 'latin1').toString();

/** First and last code point of what cannot be seen, as Unicode 16 has it, or turns and moves what stands beside it. */
const HIDDEN: readonly (readonly [first: number, last: number])[] = [
  [0x0000, 0x0008],
  [0x000a, 0x001f],
  [0x007f, 0x009f],
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xe0000, 0xe0fff],
];
const BLANKS: readonly (readonly [first: number, last: number])[] = [
  [0x0009, 0x0009],
  [0x00a0, 0x00a0],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];

const isIn = (ranges: typeof HIDDEN, point: number): boolean =>
  ranges.some(([first, last]) => point >= first && point <= last);
const name = (point: number): string => `U+${point.toString(16)}`;

/** Both ends of all ranges, and the characters before and behind them. */
const EDGES = [...HIDDEN, ...BLANKS].flatMap(([first, last]) => [first - 1, first, last, last + 1]);

test('a character that hides goes, a blank of any kind becomes a space, and those beside them stay', () => {
  for (const point of EDGES.filter((edge) => edge >= 0)) {
    const itself = String.fromCodePoint(point);
    const expected = isIn(HIDDEN, point) ? '' : isIn(BLANKS, point) ? ' ' : itself;
    assert.equal(between(point), `a${expected}b`, name(point));
  }
});

test('what is no UTF-8 becomes U+FFFD, and that character stays', () => {
  assert.equal(plainText('a\xffb\xc0'), bytesOf('a\ufffdb\ufffd'));
  assert.equal(between(0xfffd), 'a\ufffdb');
});

test('text without any of these stays byte for byte', () => {
  for (const text of ['', 'plain ASCII ~', 'Grüße, 你好 🙂 “x” … €'])
    assert.equal(plainText(bytesOf(text)), bytesOf(text));
});

test('several of them in one text leave all between them', () => {
  assert.equal(plainText(bytesOf('\u200bone\u3000two\tthree\u202e')), 'one two three');
});

test('a character that was cut at the end goes, and nothing before it', () => {
  for (const count of [1, 2]) {
    assert.equal(plainText(`ab${bytesOf('你').slice(0, count)}`), 'ab');
    assert.equal(plainText(`\u0007ab${bytesOf('你').slice(0, count)}`), 'ab');
  }
});
