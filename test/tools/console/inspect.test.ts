/** The question runs here as it runs on a board, on a Storage of a few files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspectBoard } from '../../../tools/console/inspect.ts';
import { ToolError } from '../../../tools/errors.ts';
import { crc32 } from '../../../tools/protocol/crc32.ts';
import { decodeState, encodeState } from '../../../tools/protocol/slots.ts';
import { jsonSession } from '../../support/json-session.ts';

const state = encodeState({ sequence: 3, lengthBytes: 9, crc: 0xfedcba98 });
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

test('a board without images has free bytes, and nothing else', async () => {
  const { session, asked } = jsonSession({ freeBytes: 4_711 });
  assert.deepEqual(await inspectBoard(session, []), {
    freeBytes: 4_711,
    running: null,
    states: [null, null],
    sums: new Map(),
  });
  assert.equal(asked[0]?.timeoutMs, 8_000);
});

test('each slot`s state is its own, and one that was cut short is none', async () => {
  const first = jsonSession({ files: new Map([['ab0', latin1(state)]]) });
  assert.deepEqual((await inspectBoard(first.session, [])).states, [decodeState(state), null]);
  const second = jsonSession({
    files: new Map([
      ['ab0', latin1(state).slice(1)],
      ['ab1', latin1(state)],
    ]),
  });
  assert.deepEqual((await inspectBoard(second.session, [])).states, [null, decodeState(state)]);
});

for (const [SLOT, running] of [
  [{ n: 0 }, 0],
  [{ n: 1 }, 1],
  [{ n: -1 }, null],
  [5, null],
] as const)
  test(`with SLOT ${JSON.stringify(SLOT)}, slot ${running} runs`, async () => {
    assert.equal((await inspectBoard(jsonSession({ globals: { SLOT } }).session, [])).running, running);
  });

test('files have a length and a CRC-32 without a sign, missing ones null, empty ones none that counts', async () => {
  const names = ['it`s "\\', 'b', 'gone'];
  const { session } = jsonSession({
    files: new Map([
      ['it`s "\\', 'text'],
      ['b', 'a'],
    ]),
  });
  const { sums } = await inspectBoard(session, names);
  const sumOf = (text: string) => ({ lengthBytes: text.length, crc: crc32(Buffer.from(text)) });
  assert.ok(sumOf('a').crc > 0x7fffffff);
  assert.deepEqual(
    [...sums],
    [
      ['it`s "\\', sumOf('text')],
      ['b', sumOf('a')],
      ['gone', null],
    ],
  );
});

test('a damaged question is asked again', async () => {
  let faults = 1;
  const { session } = jsonSession({
    freeBytes: 8,
    onAsk() {
      if (faults-- > 0) throw new ToolError('SESSION_GARBLED', 'board on memory: damaged.');
    },
  });
  assert.equal((await inspectBoard(session, [])).freeBytes, 8);
});
