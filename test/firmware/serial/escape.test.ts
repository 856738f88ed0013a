import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { GUARD_MS, onGuardedBytes, startEscape } from '../../../firmware/serial/escape.ts';
import { type DrivenClock, drivenClock } from '../../../tools/vboard/chip/driven-clock.ts';

let clock: DrivenClock;
let passed: string[];
let escapes: number;

beforeEach(() => {
  clock = drivenClock();
  passed = [];
  escapes = 0;
  const jobs = new Map<number, () => void>();
  let ids = 0;
  startEscape(
    {
      after(fn, delayMs, ...values) {
        jobs.set(
          ++ids,
          clock.after(delayMs, () => fn(...values)),
        );
        return ids;
      },
      cancel(id) {
        assert.notEqual(id, 0);
        jobs.get(id)?.();
      },
    },
    (bytes) => passed.push(bytes),
    () => escapes++,
  );
});

/** Silence, the parts, silence. */
function alone(...parts: string[]): void {
  clock.advance(GUARD_MS);
  for (const part of parts) onGuardedBytes(part);
  clock.advance(GUARD_MS);
}

test('+++ between two silences is the escape, and goes nowhere, however it was split', () => {
  for (const parts of [['+++'], ['+', '++'], ['++', '+'], ['+', '+', '+']]) alone(...parts);
  assert.equal(escapes, 4);
  assert.deepEqual(passed, []);
});

test('text takes away the silence in front, until there is a new one', () => {
  clock.advance(GUARD_MS);
  onGuardedBytes('a');
  onGuardedBytes('+++');
  clock.advance(GUARD_MS);
  assert.equal(escapes, 0);
  assert.deepEqual(passed, ['a', '+++']);
  alone('+++');
  assert.equal(escapes, 1);
});

test('without the silence in front it is text', () => {
  clock.advance(GUARD_MS - 1);
  onGuardedBytes('+++');
  clock.advance(GUARD_MS);
  assert.equal(escapes, 0);
  assert.deepEqual(passed, ['+++']);
});

test('without the silence behind it is text', () => {
  clock.advance(GUARD_MS);
  onGuardedBytes('+++');
  clock.advance(GUARD_MS - 1);
  onGuardedBytes('x');
  assert.equal(escapes, 0);
  assert.deepEqual(passed, ['+++x']);
});

test('fewer, more and other bytes are text and lose nothing', () => {
  for (const text of ['+', '++', '++++', '++a', 'a+++', '+++\r\n', 'hello']) {
    passed = [];
    alone(text);
    assert.deepEqual(passed, [text]);
  }
  assert.equal(escapes, 0);
});

test('a lone + that waited a second is followed by what comes next', () => {
  alone('+');
  onGuardedBytes('a');
  assert.deepEqual(passed, ['+', 'a']);
});
