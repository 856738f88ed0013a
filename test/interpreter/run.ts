/** `npm run test:interpreter`: a built image and the suite on the real interpreter that ESPRUINO_BIN names, with its figures. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findBoard } from '../../tools/boards/load.ts';
import { standInVariables } from '../../tools/vboard/interpreter/stand-in-cost.ts';
import { openEchoLine } from '../bench/echo-time.ts';
import { startBoardUnderTest } from '../support/board-under-test.ts';
import { allTalk, takeEveryPlace, untilPlaceIsFree } from '../support/clients-behaviour.ts';
import { binary, shapeOf } from './binary.ts';

const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const NO_INTERPRETER = 3;
const ROUNDS = 300;
/** Goals on a chip with 1,600 variables. */
const MAX_CONFIRMED = 900;
const POLL_MS = 200;
const MIN_LEFT = 100;
const SMALL_CHIP = 'esp8266-4mb';

/** Prints the figures of one board; resolves to what is wrong. */
async function measure(file: string): Promise<string[]> {
  const { id, variables } = await shapeOf(file);
  const standIns = await standInVariables(file, findBoard(id));
  const board = await startBoardUnderTest(id);
  try {
    const atListen = await board.vboard.memory();
    // The boot code watches an image for five seconds, and what it needs for that goes then.
    while ((await board.vboard.evaluate('typeof SLOT!="undefined"&&!!SLOT.confirm')) === 'true')
      await delay(POLL_MS);
    const confirmed = await board.vboard.memory();
    const { peers, reason } = await takeEveryPlace(board.tcpPort);
    const full = await board.vboard.memory();
    const lost = await allTalk(peers);
    await Promise.all(peers.map((peer) => peer.leave()));
    await (await untilPlaceIsFree(board.tcpPort)).leave();
    const line = await openEchoLine(board.tcpPort);
    const [small, large] = [await line.p50Ms(16, ROUNDS), await line.p50Ms(1024, ROUNDS)];
    line.close();
    const left = variables - (full.usage - standIns);
    const rows: [string, string | number][] = [
      ['board', id],
      ['image bytes', board.imageBytes],
      ['variables', atListen.total],
      ['used when listening', `${atListen.usage} (${atListen.usage - standIns} without stand-ins)`],
      ['used when confirmed', `${confirmed.usage} (${confirmed.usage - standIns} without stand-ins)`],
      ['free with server full', `${full.free} (${left} on the chip)`],
      ['clients served at once', `${peers.length}, ${lost} with losses`],
      ['the next client gets', reason.trim()],
      ['echo p50, 16 B', `${small.toFixed(3)} ms`],
      ['echo p50, 1 KiB', `${large.toFixed(3)} ms`],
    ];
    for (const [name, value] of rows) console.log(`${name.padEnd(28)} ${value}`);
    const faults: string[] = [];
    if (lost > 0) faults.push(`${lost} clients lost bytes`);
    if (id === SMALL_CHIP) {
      if (confirmed.usage - standIns > MAX_CONFIRMED)
        faults.push(
          `${confirmed.usage - standIns} variables in use once confirmed, more than ${MAX_CONFIRMED}`,
        );
      if (left < MIN_LEFT)
        faults.push(`${left} variables left with every place taken, fewer than ${MIN_LEFT}`);
    }
    return faults;
  } finally {
    await board.stop();
  }
}

/** Runs those parts of the suite that depend on the interpreter; resolves to their exit status. */
function runSuite(): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      'test/run.mjs',
      'interpreter',
      'conformance',
      'console-behaviour',
      'console/upload.test',
      'journeys/at-driver',
    ],
    {
      cwd: ROOT,
      stdio: 'inherit',
    },
  );
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

if (binary === undefined) {
  console.error(
    'test:interpreter: ESPRUINO_BIN is not set. Set it to the path of an Espruino built for Linux.',
  );
  process.exitCode = NO_INTERPRETER;
} else {
  const faults = await measure(binary).catch((error: unknown) => [String(error)]);
  for (const fault of faults) console.error(`test:interpreter: ${fault}.`);
  const status = await runSuite();
  process.exitCode = status !== 0 || faults.length > 0 ? 1 : 0;
}
