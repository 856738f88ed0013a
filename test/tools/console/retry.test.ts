import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guarded, isTransient, retry } from '../../../tools/console/retry.ts';
import { ToolError } from '../../../tools/errors.ts';
import { crc32 } from '../../../tools/protocol/crc32.ts';

const fault = (code: string): ToolError => new ToolError(code, `board on memory: ${code}.`);

/** A question that fails in these ways before it is answered. */
function failing(...faults: readonly Error[]) {
  let asked = 0;
  const ask = async (): Promise<string> => {
    const error = faults[asked++];
    if (error) throw error;
    return 'answer';
  };
  return { ask, asked: () => asked };
}

test('a question that was damaged in any way is asked again', async () => {
  const question = failing(fault('SESSION_GARBLED'), fault('SESSION_TIMEOUT'), fault('BOARD_THREW'));
  assert.equal(await retry(question.ask), 'answer');
  assert.equal(question.asked(), 4);
});

test('the fourth fault is told, as it came', async () => {
  const last = fault('SESSION_TIMEOUT');
  const question = failing(fault('BOARD_THREW'), fault('BOARD_THREW'), fault('BOARD_THREW'), last);
  await assert.rejects(retry(question.ask), (error) => error === last);
  assert.equal(question.asked(), 4);
});

test('a fault that says something of the next question is told at once', async () => {
  for (const error of [fault('SESSION_LOST'), new Error('SESSION_TIMEOUT')]) {
    const question = failing(error);
    await assert.rejects(retry(question.ask), (told) => told === error);
    assert.equal(question.asked(), 1);
    assert.equal(isTransient(error), false);
  }
});

/** Runs guarded code as a board does, whose CRC-32 may have its highest bit set. */
function run(code: string): unknown[] {
  const done: unknown[] = [];
  const E = { CRC32: (text: string) => crc32(Buffer.from(text, 'latin1')) };
  // `eval` in the guard sees what is global.
  Object.assign(globalThis, { guardedDone: done });
  try {
    new Function('E', code)(E);
  } finally {
    Reflect.deleteProperty(globalThis, 'guardedDone');
  }
  return done;
}

test('code that arrived as it was sent runs, whatever bytes are in it', () => {
  for (const text of ['a', 'b', 'c', "it\\'s \\n\\xff"])
    assert.deepEqual(run(guarded(`guardedDone.push('${text}')`)), [new Function(`return '${text}'`)()]);
});

test('code that arrived with another byte does not run', () => {
  assert.throws(() => run(guarded('guardedDone.push("ab0")').replace('ab0', 'ab1')), { message: 'damaged' });
});
