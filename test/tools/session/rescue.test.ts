import assert from 'node:assert/strict';
import test from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { ToolError } from '../../../tools/errors.ts';
import { dropBootCode, rescueBoard } from '../../../tools/session/rescue.ts';
import type { Transport } from '../../../tools/transport/transport.ts';
import { loopingBoard } from '../../support/looping-board.ts';
import { slotImage } from '../../support/slot-image.ts';

const LOOP = 'print("here");for(;;);';
const OPEN_MS = 2_000;

function untilSaid(line: Transport, text: string): Promise<void> {
  let said = '';
  return new Promise((resolve) => {
    const stop = line.onBytes((bytes) => {
      said += String.fromCharCode(...bytes);
      if (!said.includes(text)) return;
      stop();
      resolve();
    });
  });
}

const REJECT = 'require("Storage").read("ab0",14,1).charCodeAt(0)';

test('an ESP32 that loops once it runs gets its prompt back, and its image is given up', async () => {
  const board = findBoard('esp32');
  const image = slotImage(`setTimeout(function(){${LOOP}},5);`, board);
  const line = loopingBoard({ boardId: board.id, storage: image.storage });
  try {
    await untilSaid(line, 'here');
    const session = await rescueBoard(line);
    assert.equal(await dropBootCode(session), 'slot 0');
    assert.equal(await session.evaluate(REJECT), 0);
    assert.equal(await dropBootCode(session), null);
  } finally {
    await line.close();
  }
});

test('an ESP32 that loops when it starts gets its prompt back, and its selector has given the image up', async () => {
  const board = findBoard('esp32');
  const line = loopingBoard({ boardId: board.id, storage: slotImage(LOOP, board).storage });
  try {
    const session = await rescueBoard(line);
    assert.equal(await session.evaluate(REJECT), 0);
    assert.equal(await dropBootCode(session), null);
  } finally {
    await line.close();
  }
});

test('a looping ESP32 with a single image loses its boot file', async () => {
  const board = findBoard('esp32');
  const storage = slotImage(LOOP, board, { hasSlots: false }).storage;
  const line = loopingBoard({ boardId: board.id, storage });
  try {
    const session = await rescueBoard(line);
    assert.equal(await dropBootCode(session), '.bootcde');
    assert.equal(await session.evaluate('require("Storage").read(".bootcde")===undefined'), true);
  } finally {
    await line.close();
  }
});

test('a looping ESP8266 with a single image is told to be past help from here, and what helps', async () => {
  const board = findBoard('esp8266-1mb');
  const storage = slotImage(LOOP, board, { hasSlots: false }).storage;
  const line = loopingBoard({ boardId: board.id, storage });
  try {
    await assert.rejects(rescueBoard(line, undefined, OPEN_MS), (error: unknown) => {
      assert.ok(error instanceof ToolError);
      assert.equal(error.code, 'RESCUE_LOOPS');
      assert.match(error.help ?? '', /ESP8266.*tinwire flash --image-only/);
      return true;
    });
  } finally {
    await line.close();
  }
});

test('an ESP8266 with slots needs no Ctrl-C: its selector drops what loops, and the prompt comes', async () => {
  const board = findBoard('esp8266-4mb');
  const line = loopingBoard({
    boardId: board.id,
    storage: slotImage(LOOP, board).storage,
    watchdogMs: 100,
  });
  try {
    const session = await rescueBoard(line);
    assert.equal(await session.evaluate('SLOT.n'), -1);
  } finally {
    await line.close();
  }
});

test('a board at rest is given back as it is', async () => {
  const board = findBoard('esp32');
  const line = loopingBoard({ boardId: board.id, storage: slotImage('var kept=7', board).storage });
  try {
    const session = await rescueBoard(line);
    assert.equal(await session.evaluate('kept'), 7);
  } finally {
    await line.close();
  }
});
