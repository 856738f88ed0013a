import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drivenClock } from '../../../../tools/vboard/chip/driven-clock.ts';

test('two steps of a thousand advance two thousand', () => {
  const clock = drivenClock();
  clock.advance(1000);
  clock.advance(1000);
  assert.equal(clock.now(), 2000);
});

test('jobs run in order of time, then of asking, and see their own time', () => {
  const clock = drivenClock(100);
  const seen: string[] = [];
  clock.after(20, () => seen.push(`b${clock.now()}`));
  clock.after(10, () => seen.push(`a${clock.now()}`));
  clock.after(20, () => seen.push(`c${clock.now()}`));
  clock.advance(20);
  assert.deepEqual(seen, ['a110', 'b120', 'c120']);
});

test('a job that asks again is served inside the same step when it is due', () => {
  const clock = drivenClock();
  let count = 0;
  const again = (): void => {
    count++;
    clock.after(10, again);
  };
  clock.after(10, again);
  clock.advance(35);
  assert.equal(count, 3);
  assert.equal(clock.pending, 1);
});

test('a cancelled job does not run and cancelling late is harmless', () => {
  const clock = drivenClock();
  let ran = 0;
  const cancel = clock.after(5, () => ran++);
  cancel();
  clock.advance(10);
  cancel();
  assert.equal(ran, 0);
});

test('time does not pass for what is not due', () => {
  const clock = drivenClock();
  let ran = false;
  clock.after(10, () => {
    ran = true;
  });
  clock.advance(9.5);
  assert.equal(ran, false);
  clock.advance(0.5);
  assert.equal(ran, true);
});
