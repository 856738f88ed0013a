/** A bare virtual board on a pty of this computer, with the files that `tinwire flash` needs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { findBoard } from '../../tools/boards/load.ts';
import { markerFirmware } from '../../tools/vboard/chip/firmware-marker.ts';
import { norFlash } from '../../tools/vboard/chip/flash.ts';
import { createDevice, type Device } from '../../tools/vboard/device.ts';
import { openPtyPort } from '../../tools/vboard/host-ports/pty.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';

const NETWORK = { ssid: 'workshop', password: 'thirty boards' };
const TCP_PORT = 5001;

/** A board with nothing on it. */
export interface CableBench {
  readonly device: Device;
  /** Path of its serial port. */
  readonly port: string;
  /** Folder with the interpreter's files, and a settings file. */
  readonly firmware: string;
  readonly settings: string;
  /** Where the board's TCP server answers on 127.0.0.1, once it listens. */
  listening(): Promise<number>;
}

/** Puts a bare board on a pty, switched on. */
export async function cableBench(t: TestContext, boardId: string): Promise<CableBench> {
  const board = findBoard(boardId);
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-cable-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const firmware = path.join(folder, 'firmware');
  mkdirSync(firmware);
  for (const { name, bytes } of markerFirmware(board, '2v29'))
    writeFileSync(path.join(firmware, name), bytes);
  const settings = path.join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify({ wifi: { networks: [NETWORK] }, tcp: { port: TCP_PORT } }));
  const flash = norFlash(new Uint8Array(board.flashBytes).fill(0xff), board.chip.storage.pageSizeBytes);
  const device = createDevice({
    board,
    flash,
    environment: scriptedEnvironment({ networks: [NETWORK] }),
    ports: 'any',
    syncEntersLoader: true,
  });
  const hostPort = await openPtyPort(device.usb);
  t.after(async () => {
    hostPort.close();
    await device.close();
  });
  device.power(true);
  return {
    device,
    port: hostPort.path,
    firmware,
    settings,
    listening: () => listening(device),
  };
}

/** Each start of the board is a new one: what listened before does not count. */
function listening(device: Device): Promise<number> {
  return new Promise((resolve) => {
    let unsubscribe = (): void => {};
    const poll = (): void => {
      unsubscribe();
      const board = device.vboard();
      const found = board?.hostPort(TCP_PORT);
      if (found !== undefined) {
        stop();
        resolve(found);
        return;
      }
      if (board) unsubscribe = board.onListen(poll);
    };
    const stop = device.onState(poll);
    poll();
  });
}
