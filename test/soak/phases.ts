/** The parts of the soak: each loads a board of its own and compares its memory before and after. */
import assert from 'node:assert/strict';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import { seeded } from '../support/at-noise.ts';
import { restart, untilAnswered } from '../support/at-restart.ts';
import { type BoardUnderTest, startBoardUnderTest } from '../support/board-under-test.ts';
import { takeEveryPlace } from '../support/clients-behaviour.ts';
import { connectPeer } from '../support/peer.ts';
import { shortVisits } from '../support/short-visits.ts';
import { atNoise } from './at.ts';
import { type AtWay, startNoisyConsole, startRudeLaptop } from './at-board.ts';
import { measured, type PhaseResult, type Progress } from './measured.ts';
import { type NoiseMode, tcpNoise } from './noise.ts';
import { startDeafClient, streamEcho } from './streams.ts';
import { udpNoise } from './udp-noise.ts';

/** Bytes of one client on their way: a small board keeps little for each. */
const WINDOW_BYTES: Readonly<Record<string, number>> = { linux: 64 * 1024, 'esp8266-4mb': 512 };
/** Clients at once. */
const PLACES: Readonly<Record<string, number>> = { esp32: 6, 'esp8266-4mb': 8 };
/** The first clients make lists and texts grow that stay. */
const WARM_BYTES = 16_384;
const WARM_LINES = 40;
/** Who types over TCP and closes the access point, saws off the branch. */
const OWN_NETWORK = /CWMODE/i;
const POLLS = 200;
const POLL_MS = 50;

async function untilSlow({ vboard }: BoardUnderTest, count: number): Promise<void> {
  for (let poll = 0; (await vboard.evaluate('app.server.slow')) !== String(count); poll++) {
    assert.ok(poll < POLLS, 'the client that never reads was not closed as too slow, or others were');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** All stream `eachBytes` beside one that never reads, the `slow`th on this board. */
async function streamAll(
  board: BoardUnderTest,
  clients: number,
  eachBytes: number,
  seed: number,
  slow: number,
  progress: Progress,
): Promise<void> {
  let doneBytes = 0;
  const deaf = await startDeafClient(board.tcpPort);
  const results = await Promise.all(
    Array.from({ length: clients }, (_, client) =>
      streamEcho(board.tcpPort, seed + client, eachBytes, WINDOW_BYTES[board.id] ?? 512, (size) => {
        doneBytes += size;
        progress(doneBytes, clients * eachBytes);
      }),
    ),
  );
  const faults = results.flatMap(({ fault }, client) => (fault ? [`client ${client + 1}: ${fault}`] : []));
  assert.deepEqual(faults, []);
  await untilSlow(board, slow);
  await deaf.closed();
}

/** `clients` stream `megabytes` of random bytes each, beside one that never reads. */
export async function streamsPhase(
  id: string,
  clients: number,
  megabytes: number,
  seed: number,
  progress: Progress = () => {},
): Promise<PhaseResult> {
  const board = await startBoardUnderTest(id, { engine: builtinEngine });
  try {
    await streamAll(board, clients, WARM_BYTES, seed, 1, () => {});
    await new Promise((resolve) => setTimeout(resolve, POLL_MS * 4));
    const load = `${clients} x ${megabytes} MB, one never reads`;
    return await measured(`${id} streams`, load, board.vboard, () =>
      streamAll(board, clients, Math.round(megabytes * 1_000_000), seed, 2, progress),
    );
  } finally {
    await board.stop();
  }
}

/** `lines` lines of noise into a TCP mode of the board; afterwards it has to answer. */
export async function tcpPhase(
  id: string,
  mode: NoiseMode,
  lines: number,
  seed: number,
  progress: Progress = () => {},
): Promise<PhaseResult> {
  const board = await startBoardUnderTest(id, { engine: builtinEngine, settings: { tcp: { mode } } });
  try {
    await tcpNoise(board.tcpPort, mode, seeded(seed), WARM_LINES);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS * 4));
    return await measured(`${id} ${mode} noise`, `${lines} lines`, board.vboard, async () => {
      let done = 0;
      await tcpNoise(board.tcpPort, mode, seeded(seed), lines, (count) => {
        done += count;
        progress(done, lines);
      });
      const peer = await connectPeer(board.tcpPort);
      peer.send(mode === 'chat' ? '/nick last\r\n' : 'still there?\r\n');
      await peer.received(10);
      await peer.leave();
    });
  } finally {
    await board.stop();
  }
}

/** `visits` clients that come and go at once, for `mostSeconds` at most; afterwards every place must be free. */
export async function visitsPhase(
  id: string,
  visits: number,
  maxSeconds: number,
  progress: Progress = () => {},
): Promise<PhaseResult> {
  const board = await startBoardUnderTest(id, { engine: builtinEngine });
  try {
    await shortVisits(board.tcpPort, WARM_LINES);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS * 4));
    const result = await measured(`${id} visits`, `${visits} visits`, board.vboard, async () => {
      let done = 0;
      const count = await shortVisits(
        board.tcpPort,
        visits,
        performance.now() + maxSeconds * 1000,
        (finished) => {
          done += finished;
          progress(done, visits);
        },
      );
      assert.equal(count, visits, `only ${count} visits in ${maxSeconds} s`);
      const { peers } = await takeEveryPlace(board.tcpPort);
      await Promise.all(peers.map((peer) => peer.leave()));
      assert.equal(peers.length, PLACES[id]);
    });
    return result;
  } finally {
    await board.stop();
  }
}

/** `datagrams` random datagrams into the UDP echo. */
export async function udpPhase(
  id: string,
  datagrams: number,
  seed: number,
  progress: Progress = () => {},
): Promise<PhaseResult> {
  const board = await startBoardUnderTest(id, { engine: builtinEngine });
  try {
    return await measured(`${id} udp`, `${datagrams} datagrams`, board.vboard, async () => {
      let done = 0;
      await udpNoise(board.udpPort ?? 0, seeded(seed), datagrams, (count) => {
        done += count;
        progress(done, datagrams);
      });
    });
  } finally {
    await board.stop();
  }
}

/** `lines` lines of noise on the AT console. */
export async function atPhase(
  way: AtWay,
  lines: number,
  seed: number,
  progress: Progress = () => {},
): Promise<PhaseResult> {
  const laptop = await startRudeLaptop(seeded(seed));
  const console = await startNoisyConsole(way);
  try {
    await restart(console);
    return await measured(`esp8266-at ${way}`, `${lines} lines`, console.vboard, async () => {
      let done = 0;
      await atNoise(
        console,
        seeded(seed),
        lines,
        laptop.port,
        way === 'tcp' ? OWN_NETWORK : null,
        (count) => {
          done += count;
          progress(done, lines);
        },
      );
      await restart(console);
      await untilAnswered(console);
    });
  } finally {
    await laptop.close();
    await console.stop();
  }
}
