import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isShown, type Row, rowsOf, strayNumbers, type TestResult } from './outcome.ts';
import type { Requirement } from './requirements.ts';

const BOARD: Requirement = { number: '004-02', side: 'board', text: 'Who comes is told.' };
const LAPTOP: Requirement = { number: '000-20', side: 'laptop', text: 'The server says that it waits.' };
const CANNOT: Requirement = { ...BOARD, cannot: 'no socket has an address', instead: 'the place is shown' };

const result = (name: string, ended: TestResult['ended'], file = 'test/journeys/a.test.ts'): TestResult => ({
  name,
  file,
  ended,
});

function rowOf(requirement: Requirement, results: readonly TestResult[]): Row {
  const [row] = rowsOf([requirement], results);
  if (row === undefined) throw new Error('no row');
  return row;
}

test('a requirement passes when one of its tests did and none failed', () => {
  const passed = result('000-20 waits', 'passed');
  assert.equal(rowOf(LAPTOP, [passed]).outcome, 'pass');
  assert.equal(rowOf(LAPTOP, [passed, result('000-20 again', 'failed')]).outcome, 'fail');
  assert.equal(rowOf(LAPTOP, [passed, result('000-21 another', 'failed')]).outcome, 'pass');
});

test('a skipped test shows nothing, and neither does one of another number', () => {
  assert.equal(rowOf(LAPTOP, [result('000-20 waits', 'skipped')]).outcome, 'no test');
  assert.equal(rowOf(LAPTOP, [result('000-21 greets', 'passed')]).outcome, 'no test');
});

test('a test with several numbers counts for each, and once', () => {
  const both = result('000-20, 004-02 004-02 waits and tells', 'passed');
  const rows = rowsOf([LAPTOP, BOARD], [both]);
  assert.deepEqual(
    rows.map(({ outcome, passed }) => [outcome, passed]),
    [
      ['pass', 1],
      ['pass', 1],
    ],
  );
});

test("what a board does is not shown by tests of its parts or of the laptop's side alone", () => {
  const part = result('004-02 tells', 'passed', 'test/firmware/serial/bridge.test.ts');
  const laptop = result('004-02 tells', 'passed', 'test/tools/peers/tcp-server.test.ts');
  assert.equal(rowOf(BOARD, [part, laptop]).outcome, 'no board');
  assert.equal(rowOf(BOARD, [part, result('004-02 tells', 'passed')]).outcome, 'pass');
  assert.equal(rowOf({ ...BOARD, side: 'either' }, [part]).outcome, 'pass');
});

test('a requirement that cannot hold needs no test, but a test of what is there instead may not fail', () => {
  assert.equal(rowOf(CANNOT, []).outcome, 'cannot');
  assert.equal(rowOf(CANNOT, [result('004-02 the place is shown', 'passed')]).outcome, 'cannot');
  assert.equal(rowOf(CANNOT, [result('004-02 the place is shown', 'failed')]).outcome, 'fail');
});

test('all is shown only without a failure and without a gap', () => {
  const passed = rowOf(LAPTOP, [result('000-20 waits', 'passed')]);
  assert.ok(isShown([passed, rowOf(CANNOT, [])]));
  for (const ended of ['failed', 'skipped'] as const)
    assert.ok(!isShown([passed, rowOf(BOARD, [result('004-02 x', ended)])]));
  assert.ok(!isShown([rowOf(BOARD, [result('004-02 x', 'passed', 'test/firmware/x.test.ts')])]));
});

test('a number that is in no requirement is told with the name', () => {
  assert.deepEqual(strayNumbers([LAPTOP], ['000-20 waits', '000-20 000-99 more', 'none']), [
    '000-99: 000-20 000-99 more',
  ]);
});
