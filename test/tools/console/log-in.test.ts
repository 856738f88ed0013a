/** A session on a board whose console is locked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import type { PasswordSource } from '../../../tools/console/console-link.ts';
import { openSession } from '../../../tools/console/open-console.ts';
import { upload } from '../../../tools/console/upload.ts';
import { ToolError } from '../../../tools/errors.ts';
import { withSettings } from '../../../tools/image/settings-files.ts';
import { scriptedEnvironment } from '../../../tools/vboard/radio/scripted-environment.ts';
import { createBoard } from '../../../tools/vboard/vboard.ts';
import { engineTransport } from '../../support/engine-transport.ts';
import { slotImage } from '../../support/slot-image.ts';

const PASSWORD = 'only-for-us';
const board = findBoard('esp32');

async function withLockedBoard(
  work: (open: (password?: PasswordSource) => ReturnType<typeof openSession>) => Promise<void>,
): Promise<void> {
  const data = new TextEncoder().encode(JSON.stringify({ console: { password: PASSWORD } }));
  const vboard = createBoard({
    board,
    storage: withSettings(slotImage('var a=1;', board).storage, board.chip.storage, [
      { name: 'tinwire.json', data },
    ]),
    environment: scriptedEnvironment({ networks: [] }),
    ports: 'any',
  });
  await vboard.start();
  try {
    await work((password) => openSession(engineTransport(vboard), password ? { password } : {}));
  } finally {
    await vboard.stop();
  }
}

function isLocked(error: unknown): boolean {
  return (
    error instanceof ToolError && error.code === 'SESSION_LOCKED' && !String(error.help).includes(PASSWORD)
  );
}

test('logs in with the password, again after the restart of an upload, and leaves the console locked', () =>
  withLockedBoard(async (open) => {
    let asked = 0;
    const session = await open(async () => {
      asked++;
      return PASSWORD;
    });
    assert.equal(await session.evaluate('a+1'), 2);
    const result = await upload(session, slotImage('var a=2;', board));
    assert.equal(result.outcome, 'running');
    assert.equal(await session.evaluate('a+1'), 3);
    assert.ok(asked > 1);
    await session.close();
    await assert.rejects(open(), isLocked);
  }));

test('says that a password is missing, and that one is wrong', () =>
  withLockedBoard(async (open) => {
    await assert.rejects(open(), isLocked);
    await assert.rejects(
      open(async () => 'something else'),
      isLocked,
    );
  }));
