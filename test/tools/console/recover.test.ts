import assert from 'node:assert/strict';
import test from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { dropBootCode, recoverBoard } from '../../../tools/console/recover.ts';
import { ToolError } from '../../../tools/errors.ts';
import { MAX_ATTEMPTS } from '../../../tools/protocol/slots.ts';
import type { ControlLines, Transport } from '../../../tools/transport/transport.ts';
import { loopingBoard } from '../../support/looping-board.ts';
import { memoryTransport } from '../../support/memory-transport.ts';
import { bytesOf, slotImage } from '../../support/slot-image.ts';

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
  const line = loopingBoard({ boardId: board.id, storage: image.storage, canReset: true });
  try {
    await untilSaid(line, 'here');
    const session = await recoverBoard(line, undefined, { burstMs: 20_000 });
    assert.equal(await dropBootCode(session), 'slot 0');
    assert.equal(await session.evaluate(REJECT), 0);
    assert.equal(await dropBootCode(session), null);
  } finally {
    await line.close();
  }
});

test('a board that loops when it starts is reset until its selector has given the image up', async () => {
  let resets = 0;
  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      if (resets < MAX_ATTEMPTS + 1) return;
      const typed = String.fromCharCode(...bytes);
      deliver(bytesOf(typed.includes('\x05') ? 'Espruino 2v29 ESP32\r\n' : '\x02stopped\r\n>'));
    },
    close() {},
  });
  const line = {
    ...transport,
    hasControlLines: true,
    setLines: async ({ rts }: ControlLines) => {
      if (rts) resets++;
    },
  };
  const session = await recoverBoard(line, undefined, { burstMs: 200 });
  assert.equal(session.firmware.board, 'ESP32');
  assert.equal(resets, MAX_ATTEMPTS + 1);
  await line.close();
});

for (const id of ['esp8266-1mb', 'esp32'])
  test(`a looping ${id} with a single image is told to be past help from here, and what helps`, async () => {
    const board = findBoard(id);
    const storage = slotImage(LOOP, board, { hasSlots: false }).storage;
    const line = loopingBoard({ boardId: board.id, storage });
    try {
      await assert.rejects(recoverBoard(line, undefined, { openMs: OPEN_MS }), (error: unknown) => {
        assert.ok(error instanceof ToolError);
        assert.equal(error.code, 'RESCUE_LOOPS');
        assert.match(error.help ?? '', /RESET.*tinwire flash --image-only/);
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
    const session = await recoverBoard(line);
    assert.equal(await session.evaluate(REJECT), 0);
  } finally {
    await line.close();
  }
});

test('a board at rest is given back as it is', async () => {
  const board = findBoard('esp32');
  const line = loopingBoard({ boardId: board.id, storage: slotImage('var kept=7', board).storage });
  try {
    await untilSaid(line, '>');
    const session = await recoverBoard(line);
    assert.equal(await session.evaluate('kept'), 7);
  } finally {
    await line.close();
  }
});
