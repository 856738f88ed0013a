/** Noise on the serial line of a built image; AT_LINES=1000000 types a million lines. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../tools/boards/load.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import { HOME, powerOn, startLaptop } from '../support/at-board.ts';
import { randomBytes, randomLine, seeded } from '../support/at-noise.ts';
import { type AtConsole, restart, untilAnswered } from '../support/at-restart.ts';
import { builtImage } from '../support/board-under-test.ts';

const LINES = Number(process.env.AT_LINES ?? 5_000);
const LINES_A_TURN = 10;
const ASK_AGAIN_MS = 50;
const TURNS = 200;
/** What a restart may leave behind: texts that were empty, lists that have grown. */
const TOLERANCE_VARIABLES = 40;

/** Resolves once no more than `most` variables are used: sockets that are being closed take their time. */
async function untilUsage(board: AtConsole, max: number): Promise<void> {
  for (let turn = 0; ; turn++) {
    const { usage } = await board.vboard.memory();
    if (usage <= max) return;
    assert.ok(turn < TURNS, `${usage} variables are used, ${max} were expected`);
    // Nothing tells of it.
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

test(`${LINES} random lines leave the board alive and its memory flat`, { timeout: 600_000 }, async () => {
  const { storage } = await builtImage('esp8266-at');
  const serial = await powerOn(withSettings(storage, findBoard('esp8266-at').chip.storage, []));
  const board: AtConsole = {
    ...serial,
    type: (bytes) => serial.vboard.type(bytes),
    pass: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
  const laptop = await startLaptop('Welcome!');
  const random = seeded(7);
  try {
    await board.until('ready\r\n');
    await restart(board);
    const { usage } = await board.vboard.memory();
    for (let line = 0; line < LINES; line += LINES_A_TURN) {
      if (line % 100 === 0) board.vboard.type(`AT+CWJAP="${HOME.ssid}","${HOME.password}"\r\n`);
      for (let one = 0; one < LINES_A_TURN; one++) {
        board.vboard.type(random(10) ? randomLine(random, laptop.port) : randomBytes(random, 300));
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await restart(board);
    await untilAnswered(board);
    await untilUsage(board, usage + TOLERANCE_VARIABLES);
  } finally {
    await laptop.close();
    await board.vboard.stop();
  }
});
