/** What large settings do to the board with the fewest variables. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { MAX_SETTINGS_BYTES, withSettings } from '../../../tools/image/settings-files.ts';
import { builtinEngine } from '../../../tools/vboard/espruino/builtin-engine.ts';
import { scriptedEnvironment } from '../../../tools/vboard/radio/scripted-environment.ts';
import { createBoard } from '../../../tools/vboard/vboard.ts';
import { builtImage, startBoardUnderTest } from '../../support/board-under-test.ts';
import { takeEveryPlace } from '../../support/clients-behaviour.ts';

const ID = 'esp8266-4mb';

test(`${ID} serves its clients with as many networks as its settings may name`, {
  timeout: 180_000,
}, async () => {
  const networks = [{ ssid: 'home', password: 'home-password' }];
  const more = (index: number) => ({ ssid: `network ${index}`, password: `password ${index}` });
  while (JSON.stringify([...networks, more(networks.length)]).length < MAX_SETTINGS_BYTES - 100)
    networks.push(more(networks.length));
  const board = await startBoardUnderTest(ID, { engine: builtinEngine, settings: { wifi: { networks } } });
  try {
    const { peers } = await takeEveryPlace(board.tcpPort);
    await Promise.all(peers.map((peer) => peer.leave()));
    assert.ok(peers.length >= 6, `${peers.length} clients`);
  } finally {
    await board.stop();
  }
});

test(`${ID} starts with settings that are too large, and says so`, async () => {
  const board = findBoard(ID);
  const { storage } = await builtImage(ID);
  for (const file of [
    JSON.stringify({
      wifi: { networks: Array.from({ length: 400 }, (_, index) => ({ ssid: `n${index}`, password: '' })) },
    }),
    `[${'[],'.repeat(2000)}0]`,
    ' '.repeat(20_000),
  ]) {
    let said = '';
    const settings = [{ name: 'tinwire.json', data: new TextEncoder().encode(file) }];
    const vboard = createBoard({
      board,
      storage: withSettings(storage, board.chip.storage, settings),
      environment: scriptedEnvironment({ networks: [] }),
      ports: 'any',
    });
    vboard.onConsole((bytes) => {
      said += bytes;
    });
    try {
      await vboard.start();
      assert.equal(await vboard.evaluate('SLOT.isLoaded'), 'true');
      assert.match(said, new RegExp(`tinwire\\.json: ${file.length} bytes, the limit is 2048`));
      assert.doesNotMatch(said, /MEMORY/);
    } finally {
      await vboard.stop();
    }
  }
});
