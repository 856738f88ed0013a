/** A16: what the display costs the network, in the chip's time: the bus and the interpreter's own steps. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Board } from '../../tools/boards/board.ts';
import { findBoard } from '../../tools/boards/load.ts';
import { build } from '../../tools/build/build.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard, type VirtualBoard } from '../../tools/vboard/vboard.ts';
import { BUILD_CACHE } from '../support/build-cache.ts';
import { fastClock } from '../support/fast-clock.ts';
import { connectPeer } from '../support/peer.ts';

const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const HOME = { ssid: 'home', password: 'home-password' };
const MAX_STALL_MS = 30;
/**
 * An empty `for` step takes an ESP32 90 us (measured in a full-chip emulator); a call or a turn of a loop of the display's
 * code takes as long as 7 of them (real interpreter 2v29, 32 bits, code in flash: `npm run bench`).
 */
const STEP_MS = 0.09 * 7;

const TEXTS = [
  'abcdefghijklmnop',
  '0123456789abcdef'.repeat(16),
  'The quick brown fox jumps over the lazy dog. '.repeat(6).slice(0, 256),
  '你好世界，温度二十五度，湿度百分之六十。'.repeat(4),
].map((text) => Buffer.from(text));

/** The first 8 columns of the last row when it shows `z` alone. */
const CELL_OF_Z = (() => {
  const glyphs = readFileSync(new URL('../../firmware/oled/fonts/ascii16.bin', import.meta.url));
  const at = ('z'.charCodeAt(0) - 0x20) * 16;
  return Array.from({ length: 16 }, (_, y) =>
    Array.from({ length: 8 }, (_, x) => (((glyphs[at + (y >> 3) * 8 + x] ?? 0) >> (y & 7)) & 1 ? '#' : '.'))
      .join('')
      .padEnd(128, '.'),
  ).join();
})();

/** Resolves when the last row shows `wanted`, or when it shows something else. */
function lastRow(vboard: VirtualBoard, wanted: string, isWanted: boolean): Promise<void> {
  const isSo = (): boolean => (vboard.panel?.rows().slice(48).join() === wanted) === isWanted;
  return new Promise((resolve) => {
    const stop = vboard.onFrame(() => {
      if (!isSo()) return;
      stop();
      resolve();
    });
    if (isSo()) {
      stop();
      resolve();
    }
  });
}

/** Passes of the idle loop that take longer than `MAX_STALL_MS`, in ms, while clients send texts that the display shows. */
async function stallsOf(t: TestContext, given: Board, bitrateHz: number): Promise<number[]> {
  const { display } = given;
  assert.ok(display);
  const board = { ...given, display: { ...display, bitrateHz } };
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-stall-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const outDir = path.relative(ROOT, folder);
  const { image } = await build({
    board,
    root: ROOT,
    outDir,
    types: Promise.resolve([]),
    cacheFolder: BUILD_CACHE,
  });
  const data = new TextEncoder().encode(JSON.stringify({ wifi: { networks: [HOME] } }));
  const passesMs: number[] = [];
  let isCounted = false;
  const vboard = createBoard({
    board,
    storage: withSettings(image.storage, board.chip.storage, [{ name: 'tinwire.json', data }]),
    environment: scriptedEnvironment({ networks: [HOME], timing: { scanMs: 5, joinMs: 5, addressMs: 5 } }),
    clock: fastClock(10),
    ports: 'any',
    device: {
      stepMs: STEP_MS,
      onBusy(milliseconds) {
        if (isCounted) passesMs.push(milliseconds);
      },
    },
  });
  t.after(() => vboard.stop());
  const port = new Promise<number>((resolve) => {
    vboard.onListen(({ hostPort, boardPort }) => {
      if (boardPort === 5001) resolve(hostPort);
    });
  });
  await vboard.start();
  const peer = await connectPeer(await port);
  isCounted = true;
  let expected = 0;
  for (const text of TEXTS) {
    peer.send('z');
    expected += 1;
    await peer.received(expected);
    await lastRow(vboard, CELL_OF_Z, true);
    for (let round = 0; round < 3; round++) {
      peer.send(text);
      expected += text.length;
      await peer.received(expected);
    }
    await lastRow(vboard, CELL_OF_Z, false);
  }
  peer.send('z');
  await lastRow(vboard, CELL_OF_Z, true);
  await peer.leave();
  assert.ok(passesMs.length > 20, 'the display was drawn');
  return passesMs.filter((milliseconds) => milliseconds > MAX_STALL_MS);
}

for (const [id, bitrateHz] of [
  ['esp32', 100_000],
  ['mpython', 400_000],
  ['esp8266-4mb', 100_000],
] as const) {
  test(`${id}: the display keeps the network waiting for 30 ms at most, on a bus of ${bitrateHz / 1000} kHz`, async (t) => {
    assert.deepEqual(await stallsOf(t, findBoard(id), bitrateHz), []);
  });
}
