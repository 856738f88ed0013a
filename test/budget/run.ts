/** `npm run budget`: makes docs/budget.md; with ESPRUINO_BIN, a build for the ESP8266, it measures first. */
import { writeFileSync } from 'node:fs';
import { findBoard } from '../../tools/boards/load.ts';
import { interpreterEngine } from '../../tools/vboard/interpreter/interpreter-engine.ts';
import { standInVariables } from '../../tools/vboard/interpreter/stand-in-cost.ts';
import { binary, shapeOf } from '../interpreter/binary.ts';
import { startAtBoard } from '../support/at-board.ts';
import { startBoardUnderTest } from '../support/board-under-test.ts';
import { connectPeer, type Peer } from '../support/peer.ts';
import { budgetDocument, type Measured, measured, PROGRAMS, type Program } from './document.ts';

const TEXT = '你好世界\n';
/** It takes the serial line, by which the interpreter is asked there. */
const TAKES_CONSOLE = /004\/bridge/;
/** Asked with its console on TCP instead. */
const AT_BOARD = 'esp8266-at';
const PLACES = 8;
const ANSWER_MS = 3_000;

async function measure(file: string, program: Program): Promise<Measured> {
  const { board, entry } = program;
  const standIns = await standInVariables(file, findBoard(board));
  if (board === AT_BOARD) {
    const modem = await startAtBoard(board, {}, interpreterEngine(file));
    try {
      const { usage } = await modem.vboard.memory();
      return { ...program, listening: usage - standIns, full: null };
    } finally {
      await modem.stop();
    }
  }
  const protocol = entry?.includes('003/udp') ? 'udp' : 'tcp';
  const running = await startBoardUnderTest(board, { ...(entry && { entry }), protocol });
  const peers: Peer[] = [];
  try {
    const listening = (await running.vboard.memory()).usage - standIns;
    if (protocol === 'udp') return { ...program, listening, full: null };
    while (peers.length < PLACES) {
      const peer = await connectPeer(running.tcpPort);
      peers.push(peer);
      peer.send(TEXT);
      await Promise.race([peer.received(1), new Promise((resolve) => setTimeout(resolve, ANSWER_MS))]);
    }
    return { ...program, listening, full: (await running.vboard.memory()).usage - standIns };
  } finally {
    await Promise.all(peers.map((peer) => peer.leave()));
    await running.stop();
  }
}

async function run(): Promise<void> {
  let facts = measured();
  if (binary === undefined) console.log('budget: ESPRUINO_BIN is not set, what was measured before stays.');
  else if ((await shapeOf(binary)).id !== 'esp8266-4mb')
    throw new Error('ESPRUINO_BIN is no build for the ESP8266');
  else {
    facts = [];
    for (const program of PROGRAMS) {
      const isSmall = program.board === 'esp8266-4mb' || program.board === AT_BOARD;
      if (isSmall && !TAKES_CONSOLE.test(program.entry ?? '')) facts.push(await measure(binary, program));
    }
    writeFileSync(new URL('./measured.json', import.meta.url), `${JSON.stringify(facts, null, 2)}\n`);
  }
  writeFileSync(new URL('../../docs/budget.md', import.meta.url), await budgetDocument(facts));
  console.log('budget: docs/budget.md is up to date.');
}

run().catch((error: unknown) => {
  console.error(`budget: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
