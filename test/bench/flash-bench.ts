/** A whole flash of a bare board, side by side: ours, and Espressif's esptool where it is installed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Board } from '../../tools/boards/board.ts';
import { flash } from '../../tools/flasher/flash.ts';
import { openTransport } from '../../tools/transport/open.ts';
import { webSerial } from '../../tools/transport/web-serial.ts';
import { type Flash, norFlash } from '../../tools/vboard/chip/flash.ts';
import { createDevice } from '../../tools/vboard/device.ts';
import { openTcpPort } from '../../tools/vboard/host-ports/tcp.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { median } from './ratio.ts';

const FIRMWARE_BYTES = 1_000_000;
const TIMEOUT_MS = 120_000;

/** What goes where. */
interface Files {
  readonly app: { readonly offsetBytes: number; readonly bytes: Uint8Array };
  readonly storage: Uint8Array;
}

/** Lines with the figures; the line has no rate, so that the tools themselves are compared. */
export async function benchFlash(board: Board, storage: Uint8Array, runs: number): Promise<string[]> {
  const file = board.chip.firmware.files.at(-1);
  if (file === undefined) return [];
  const files = { app: { offsetBytes: file.offsetBytes, bytes: firmware() }, storage };
  const ours = await times(board, runs, (port) => flashOurs(port, board, files), files);
  const lines = [
    `flash of ${FIRMWARE_BYTES} bytes of firmware and the Storage area to a bare ${board.id}, median of ${runs} runs`,
    `  tinwire, verified: ${(ours / 1000).toFixed(2)} s`,
  ];
  const tool = process.env.ESPTOOL;
  if (!tool)
    return [...lines, '  esptool: not compared, ESPTOOL does not name one (e.g. ESPTOOL=esptool.py).'];
  const theirs = await times(board, runs, (port) => flashTheirs(tool, port, board, files), files);
  return [
    ...lines,
    `  esptool, verified: ${(theirs / 1000).toFixed(2)} s`,
    `  ${(ours / theirs).toFixed(2)} x its time`,
  ];
}

/** Something like a program: half of it noise, half of it repeated. */
function firmware(): Uint8Array {
  let state = 7;
  return Uint8Array.from({ length: FIRMWARE_BYTES }, (_, index) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return index === 0 ? 0xe9 : index % 512 < 256 ? state >>> 24 : index & 0x1f;
  });
}

async function times(
  board: Board,
  runs: number,
  run: (port: number) => Promise<void>,
  files: Files,
): Promise<number> {
  const all: number[] = [];
  for (let count = 0; count < runs; count++) {
    const cells = norFlash(new Uint8Array(board.flashBytes).fill(0xff), board.chip.storage.pageSizeBytes);
    const environment = scriptedEnvironment({ networks: [] });
    const device = createDevice({ board, flash: cells, environment, ports: 'any', syncEntersLoader: true });
    const hostPort = await openTcpPort(device.usb, 0);
    device.holdBoot(true);
    device.power(true);
    const startedMs = performance.now();
    await run(hostPort.port);
    all.push(performance.now() - startedMs);
    await hostPort.close();
    await device.close();
    check(cells, board, files);
  }
  return median(all);
}

function check(cells: Flash, { chip }: Board, { app, storage }: Files): void {
  const held = [
    cells.read(app.offsetBytes, app.bytes.length),
    cells.read(chip.storage.addressBytes, storage.length),
  ];
  // The header's flash arguments may be set by either tool: what follows must be as it was given.
  if (
    !Buffer.from(held[0] ?? [])
      .subarray(4)
      .equals(app.bytes.subarray(4))
  )
    throw new Error('firmware differs');
  if (!Buffer.from(held[1] ?? []).equals(storage)) throw new Error('Storage differs');
}

async function flashOurs(port: number, board: Board, { app, storage }: Files): Promise<void> {
  const transport = await openTransport(`tcp://127.0.0.1:${port}`);
  await flash(
    { transport, webSerial: webSerial(transport) },
    {
      board,
      firmware: {
        version: '2v29',
        files: [{ name: 'app', addressBytes: app.offsetBytes, bytes: app.bytes }],
      },
      storage,
    },
  );
  await transport.close();
}

async function flashTheirs(tool: string, port: number, board: Board, { app, storage }: Files): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-flash-'));
  try {
    writeFileSync(path.join(folder, 'app.bin'), app.bytes);
    writeFileSync(path.join(folder, 'storage.bin'), storage);
    const [command = '', ...first] = tool.split(' ');
    const where = ['--port', `socket://127.0.0.1:${port}`, '--before', 'no_reset', '--after', 'no_reset'];
    const what = [`${app.offsetBytes}`, 'app.bin', `${board.chip.storage.addressBytes}`, 'storage.bin'];
    const child = spawn(command, [...first, ...where, 'write_flash', ...what], {
      cwd: folder,
      stdio: 'ignore',
      timeout: TIMEOUT_MS,
    });
    const [status] = (await once(child, 'close')) as [number | null];
    if (status !== 0) throw new Error(`${tool} ended with ${status}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
