import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../../../tools/boards/load.ts';
import { encodeStorage } from '../../../../tools/protocol/storage-image.ts';
import { builtinEngine } from '../../../../tools/vboard/espruino/builtin-engine.ts';
import { scriptedEnvironment } from '../../../../tools/vboard/radio/scripted-environment.ts';
import { createBoard } from '../../../../tools/vboard/vboard.ts';

/** A board that has run `code`, and what its cable carried since. */
async function run(code: string) {
  const board = findBoard('esp8266-4mb');
  const { pageSizeBytes, pages } = board.chip.storage;
  const vboard = createBoard({
    board,
    storage: encodeStorage([{ name: '.bootcde', data: new TextEncoder().encode(code) }], {
      pageSizeBytes,
      pages,
    }),
    environment: scriptedEnvironment({ networks: [] }),
    engine: builtinEngine,
  });
  let said = '';
  vboard.onConsole((bytes) => {
    said += bytes;
  });
  await vboard.start();
  return {
    vboard,
    said: () => {
      const all = said;
      said = '';
      return all;
    },
  };
}

test('with the console moved to null the cable is the program’s: it hears what is typed, and its prints are lost', async () => {
  const { vboard, said } = await run(
    'Serial1.on("data",function(d){Serial1.write("got "+d)});E.setConsole(null);print("lost")',
  );
  assert.equal(said(), '\r\x1b[J-> null\r\n');
  vboard.type('1+1\n');
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(said(), 'got 1+1\n');
  await vboard.stop();
});

test('moved back, the REPL answers again', async () => {
  const { vboard, said } = await run('E.setConsole(null);E.setConsole(Serial1)');
  assert.match(said(), /-> null\r\n<- null\r\n/);
  vboard.type('1+1\n');
  assert.match(said(), /=2/);
  await vboard.stop();
});

test('a device that is none is refused', async () => {
  const { vboard, said } = await run('E.setConsole("Serial9")');
  assert.match(said(), /Uncaught Error: Unknown device type "Serial9"/);
  await vboard.stop();
});
