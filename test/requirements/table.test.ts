import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from './outcome.ts';
import { failureLines, type Paint, summaryOf, tableOf, wrap } from './table.ts';

const same = (text: string): string => text;
const PLAIN: Paint = { bold: same, dim: same, green: same, red: same, yellow: same };

const ROWS: readonly Row[] = [
  {
    requirement: { number: '000-01', side: 'board', text: 'AT is answered with OK.' },
    outcome: 'pass',
    passed: 4,
    failed: [],
  },
  {
    requirement: {
      number: '003-06',
      side: 'board',
      text: 'The server shows who sent what in two lines and answers.',
      cannot: 'no socket has an address',
      instead: 'the place stands in the first line',
    },
    outcome: 'cannot',
    passed: 0,
    failed: [],
  },
  {
    requirement: { number: 'X-02', side: 'board', text: 'A close frees its place.' },
    outcome: 'fail',
    passed: 1,
    failed: [{ name: 'X-02 frees', file: 'test/journeys/a.test.ts', ended: 'failed', reason: 'one\ntwo' }],
  },
];

test('in 60 columns long texts wrap below their beginning, and each tutorial has a title', () => {
  assert.equal(
    tableOf(ROWS, 60, PLAIN),
    `number  requirement                           tests  result

Tutorial 000: AT modem and the laptop's server
000-01  AT is answered with OK.                   4  pass

Tutorial 003: UDP and TCP, both ways round
003-06  The server shows who sent what in         0  cannot
        two lines and answers.
        Cannot: no socket has an address.
        Instead: the place stands in the
        first line.

All of them
X-02    A close frees its place.                  2  fail`,
  );
});

test('no line is wider than the terminal, and a very wide one is not filled', () => {
  for (const columns of [50, 80, 120, 400]) {
    const widest = Math.max(
      ...tableOf(ROWS, columns, PLAIN)
        .split('\n')
        .map((line) => line.length),
    );
    assert.ok(widest <= Math.min(columns, 134), `${widest} in ${columns}`);
  }
});

test('the summary counts, names what is missing, and tells why a test failed', () => {
  assert.equal(
    summaryOf(ROWS, 90, PLAIN),
    `3 requirements: 1 pass, 1 fail, 0 not on a board, 0 without a test, 1 cannot hold.
fail: X-02

failed X-02 frees
  test/journeys/a.test.ts
  one
  two`,
  );
});

test('a word that is longer than the line goes over it whole', () => {
  assert.deepEqual(wrap('a toolongword b', 5), ['a', 'toolongword', 'b']);
  assert.deepEqual(wrap('', 5), ['']);
});

test('of a long reason the beginning is shown', () => {
  const reason = Array.from({ length: 40 }, () => 'x'.repeat(500)).join('\n');
  const lines = failureLines({ name: 'X-02 frees', file: 'a.test.ts', ended: 'failed', reason }, PLAIN);
  assert.equal(lines.length, 15);
  assert.ok(lines.every((line) => line.length <= 162));
});
