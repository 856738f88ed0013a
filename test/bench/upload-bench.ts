/** Uploads over a line of 115,200 baud, side by side: ours, the npm `espruino` CLI, and what the line itself takes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Board } from '../../tools/boards/board.ts';
import { selectorText } from '../../tools/build/selector.ts';
import { openSession } from '../../tools/console/open-console.ts';
import { upload } from '../../tools/console/upload.ts';
import { type Image, makeImage } from '../../tools/image/image.ts';
import { decodeStorage } from '../../tools/protocol/storage-image.ts';
import { openTransport } from '../../tools/transport/open.ts';
import { wallClock } from '../../tools/vboard/chip/clock.ts';
import { markerFirmware } from '../../tools/vboard/chip/firmware-marker.ts';
import { type Flash, norFlash } from '../../tools/vboard/chip/flash.ts';
import { pacedSocket } from '../../tools/vboard/chip/line-rate.ts';
import { createDevice } from '../../tools/vboard/device.ts';
import { openTcpPort } from '../../tools/vboard/host-ports/tcp.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { median } from './ratio.ts';

const BAUD = 115_200;
const BITS_A_BYTE = 10;
const CLI_TIMEOUT_MS = 120_000;
const CLI = path.join(
  path.dirname(createRequire(import.meta.url).resolve('espruino/package.json')),
  'bin/espruino-cli.js',
);

/** One upload: how long until it was done, and whether the board holds what was sent. */
interface Run {
  readonly ms: number;
  readonly isGood: boolean;
}

interface PacedBoard {
  readonly port: string;
  readonly flash: Flash;
  close(): Promise<void>;
}

/** A board that runs a small program, at the end of a paced line. */
async function pacedBoard(board: Board): Promise<PacedBoard> {
  const flash = norFlash(new Uint8Array(board.flashBytes).fill(0xff), board.chip.storage.pageSizeBytes);
  for (const { offsetBytes, bytes } of markerFirmware(board, '2v29')) flash.program(offsetBytes, bytes);
  flash.program(board.chip.storage.addressBytes, imageOf(board, 'var small=1;').storage);
  const device = createDevice({
    board,
    flash,
    environment: scriptedEnvironment({ networks: [] }),
    ports: 'any',
  });
  const line = pacedSocket(device.usb, { baud: () => BAUD, clock: wallClock() });
  const hostPort = await openTcpPort(line, 0);
  device.power(true);
  return {
    port: `tcp://127.0.0.1:${hostPort.port}`,
    flash,
    async close() {
      await hostPort.close();
      line.close();
      await device.close();
    },
  };
}

function imageOf(board: Board, code: string): Image {
  const bytes = Buffer.from(code, 'latin1');
  const selector = selectorText(board);
  return makeImage({ board, code: bytes, selector, map: '', files: [], modules: [], variables: 0 });
}

function fileOn({ flash }: PacedBoard, { chip }: Board, name: string): string | undefined {
  const { addressBytes, pageSizeBytes, pages } = chip.storage;
  const { files } = decodeStorage(flash.read(addressBytes, pageSizeBytes * pages), chip.storage);
  const data = files.find((file) => file.name === name)?.data;
  return data && Buffer.from(data).toString('latin1');
}

async function ours(board: Board, code: string): Promise<Run> {
  const bench = await pacedBoard(board);
  try {
    const session = await openSession(await openTransport(bench.port));
    const startedMs = performance.now();
    await upload(session, imageOf(board, code), { restart: false });
    const ms = performance.now() - startedMs;
    await session.close();
    return { ms, isGood: fileOn(bench, board, 'fw1') === code };
  } finally {
    await bench.close();
  }
}

async function theirs(board: Board, code: string): Promise<Run> {
  const bench = await pacedBoard(board);
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-bench-'));
  const file = path.join(folder, 'program.js');
  writeFileSync(file, code, 'latin1');
  try {
    const config = ['SAVE_ON_SEND=1', 'MODULE_URL=', 'BOARD_JSON_URL='].flatMap((one) => ['--config', one]);
    const startedMs = performance.now();
    const child = spawn(process.execPath, [CLI, '--no-ble', '--port', bench.port, ...config, file], {
      stdio: 'ignore',
      timeout: CLI_TIMEOUT_MS,
    });
    const [status] = (await once(child, 'close')) as [number | null];
    const ms = performance.now() - startedMs;
    // It may end the file with a line end of its own.
    return { ms, isGood: status === 0 && fileOn(bench, board, '.bootcde')?.trimEnd() === code.trimEnd() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await bench.close();
  }
}

/** `text` over and over, up to a size; each run's file is another one. */
function fileText(text: string, sizeBytes: number, run: number): string {
  return `var run=${run};${text.repeat(Math.ceil(sizeBytes / text.length))}`.slice(0, sizeBytes);
}

/** Lines with the figures; `runs` uploads of each size by each tool. What is sent is made of `text`. */
export async function benchUpload(
  board: Board,
  text: string,
  sizes: readonly number[],
  runs: number,
  cliRuns: number,
): Promise<string[]> {
  const lines = [
    `upload to ${board.id} at ${BAUD} baud, virtual board, median of ${runs} runs (CLI: ${cliRuns})`,
  ];
  for (const sizeBytes of sizes) {
    const limitMs = (sizeBytes * BITS_A_BYTE * 1000) / BAUD;
    const row = async (tool: string, count: number, run: typeof ours): Promise<void> => {
      const done: Run[] = [];
      for (let index = 0; index < count; index++) {
        done.push(await run(board, fileText(text, sizeBytes, index)));
      }
      const ms = median(done.map((one) => one.ms));
      const bad = done.filter(({ isGood }) => !isGood).length;
      lines.push(
        `  ${sizeBytes} bytes, ${tool}: ${(ms / 1000).toFixed(2)} s, ${(ms / limitMs).toFixed(2)} x the line's ${(limitMs / 1000).toFixed(2)} s, ${bad} of ${count} bad`,
      );
    };
    await row('tinwire, verified and committed', runs, ours);
    if (cliRuns > 0) await row('npm espruino CLI', cliRuns, theirs);
  }
  return lines;
}
