/** The parts of the soak: each loads a board of its own and compares its memory before and after. */
import assert from 'node:assert/strict';
import { findBoard } from '../../tools/boards/load.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import type { VirtualBoard } from '../../tools/vboard/vboard.ts';
import { powerOn, startAtBoard, startLaptop } from '../support/at-board.ts';
import { seeded } from '../support/at-noise.ts';
import { builtImage, startBoardUnderTest } from '../support/board-under-test.ts';
import { connectPeer } from '../support/peer.ts';
import { type AtConsole, atNoise, restart } from './at.ts';
import { tcpNoise, udpNoise } from './noise.ts';
import { startDeafClient, streamEcho } from './streams.ts';

/** What a load may leave behind in variables: texts that were empty, lists and counters that have grown. */
export const TOLERANCE_VARIABLES = 40;
/** Bytes of one client on their way: a small board keeps little for each. */
const WINDOW_BYTES: Readonly<Record<string, number>> = { linux: 64 * 1024, 'esp8266-4mb': 512 };
const WARM_BYTES = 16_384;
const LOOKS = 200;
const LOOK_MS = 50;

/** What one part did and what it left. */
export interface PhaseResult {
  readonly name: string;
  /** Megabytes, lines or datagrams, with their unit. */
  readonly load: string;
  readonly seconds: number;
  readonly usedBefore: number;
  readonly usedAfter: number;
  /** '' when all is as it should be. */
  readonly fault: string;
}

/** Told how much of the whole is done. */
export type Progress = (done: number, whole: number) => void;

async function untilSettled(vboard: VirtualBoard, usedBefore: number): Promise<number> {
  for (let look = 0; ; look++) {
    const { usage } = await vboard.memory();
    if (usage <= usedBefore + TOLERANCE_VARIABLES || look === LOOKS) return usage;
    // Sockets that are being closed take their time, and nothing tells of it.
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function untilSlow(vboard: VirtualBoard): Promise<void> {
  for (let look = 0; (await vboard.evaluate('app.server.slow')) !== '1'; look++) {
    assert.ok(look < LOOKS, 'the client that never reads was not closed as too slow, or others were');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function measured(
  name: string,
  load: string,
  vboard: VirtualBoard,
  run: () => Promise<void>,
): Promise<PhaseResult> {
  const usedBefore = (await vboard.memory()).usage;
  const start = performance.now();
  let fault = '';
  try {
    await run();
  } catch (error) {
    fault = String(error);
  }
  const seconds = (performance.now() - start) / 1000;
  const usedAfter = await untilSettled(vboard, usedBefore).catch(() => Number.NaN);
  if (!fault && !(usedAfter <= usedBefore + TOLERANCE_VARIABLES))
    fault = `${usedAfter} variables are used, ${usedBefore} were before`;
  return { name, load, seconds, usedBefore, usedAfter, fault };
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
    const eachBytes = Math.round(megabytes * 1_000_000);
    // The first clients make lists grow that stay.
    await Promise.all(
      Array.from({ length: clients }, (_, client) =>
        streamEcho(board.tcpPort, client, WARM_BYTES, WINDOW_BYTES[id] ?? 512),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS * 4));
    const load = `${clients} x ${megabytes} MB, one never reads`;
    return await measured(`${id} echo`, load, board.vboard, async () => {
      let doneBytes = 0;
      const deaf = await startDeafClient(board.tcpPort);
      const results = await Promise.all(
        Array.from({ length: clients }, (_, client) =>
          streamEcho(board.tcpPort, seed + client, eachBytes, WINDOW_BYTES[id] ?? 512, (size) => {
            doneBytes += size;
            progress(doneBytes, clients * eachBytes);
          }),
        ),
      );
      const faults = results.flatMap(({ fault }, client) =>
        fault ? [`client ${client + 1}: ${fault}`] : [],
      );
      assert.deepEqual(faults, []);
      await untilSlow(board.vboard);
      await deaf.closed();
    });
  } finally {
    await board.stop();
  }
}

/** `lines` lines of noise into a TCP mode of the board; afterwards it has to answer. */
export async function tcpPhase(
  id: string,
  mode: 'echo' | 'line' | 'respond' | 'chat',
  lines: number,
  seed: number,
  progress: Progress = () => {},
): Promise<PhaseResult> {
  const board = await startBoardUnderTest(id, { engine: builtinEngine, settings: { tcp: { mode } } });
  try {
    return await measured(`${id} ${mode}`, `${lines} lines`, board.vboard, async () => {
      let done = 0;
      await tcpNoise(board.tcpPort, seeded(seed), lines, (count) => {
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
  way: 'serial' | 'tcp',
  lines: number,
  seed: number,
  progress: Progress = () => {},
): Promise<PhaseResult> {
  const laptop = await startLaptop('Welcome!');
  const console = await (way === 'serial' ? serialConsole() : startAtBoard('esp8266-at'));
  try {
    if (way === 'serial') await console.until('ready\r\n');
    await restart(console);
    return await measured(`esp8266-at ${way}`, `${lines} lines`, console.vboard, async () => {
      let done = 0;
      await atNoise(console, seeded(seed), lines, laptop.port, (count) => {
        done += count;
        progress(done, lines);
      });
      await restart(console);
      console.type('\r\nATE1\r\n');
      await console.until('OK\r\n');
    });
  } finally {
    await laptop.close();
    await console.vboard.stop();
  }
}

async function serialConsole(): Promise<AtConsole> {
  const { storage } = await builtImage('esp8266-at');
  const board = await powerOn(withSettings(storage, findBoard('esp8266-at').chip.storage, []));
  return { ...board, type: (bytes) => board.vboard.type(bytes) };
}
