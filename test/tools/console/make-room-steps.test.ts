/** The order in which room is made. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeRoom } from '../../../tools/console/make-room.ts';
import { ToolError } from '../../../tools/errors.ts';
import { jsonSession } from '../../support/json-session.ts';

const FILES = ['fw0', 'ab0', 'fw1', 'ab1', 'hot1', 'at.json'];
const full = (SLOT: unknown, onAsk?: () => void) =>
  jsonSession({
    files: new Map(FILES.map((name) => [name, 'x'])),
    globals: { SLOT },
    freeBytes: 77,
    ...(onAsk && { onAsk }),
  });
const RESET = `send ${JSON.stringify('\x10reset()\n')}`;

for (const [running, erased] of [
  [0, ['ab1', 'fw1']],
  [1, ['ab0', 'fw0']],
] as const)
  test(`with slot ${running} running, the program is stopped, edits and the other slot erased, the rest moved together`, async () => {
    const board = full({ n: running });
    assert.equal(await makeRoom(board.session), 77);
    assert.deepEqual(board.log, [
      RESET,
      'resync 10000',
      'erase hot1',
      ...erased.map((name) => `erase ${name}`),
      'compact',
    ]);
    assert.deepEqual(
      board.asked.filter(({ timeoutMs }) => timeoutMs === 120_000).map(({ code }) => code),
      ['require("Storage").compact()'],
    );
  });

test('without a slot that runs, both stay', async () => {
  const board = full(undefined);
  assert.equal(await makeRoom(board.session), 77);
  assert.deepEqual(board.log, [RESET, 'resync 10000', 'erase hot1', 'compact']);
});

test('a damaged question costs a try', async () => {
  let count = 0;
  const board = full({ n: 0 }, () => {
    // The one that moves files is asked once: it may not be done twice at the same time.
    if (count++ % 2 === 0 && count !== 9) throw new ToolError('SESSION_GARBLED', 'board on memory: damaged.');
  });
  assert.equal(await makeRoom(board.session), 77);
});
