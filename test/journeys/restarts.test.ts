/** An ESP32 as it comes, restarted again and again while it is joined. Source of what the chip does: a full-chip emulator, 2v27.45. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../tools/boards/load.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import { drivenClock } from '../../tools/vboard/chip/driven-clock.ts';
import { markerFirmware } from '../../tools/vboard/chip/firmware-marker.ts';
import { norFlash } from '../../tools/vboard/chip/flash.ts';
import { createDevice, type Device } from '../../tools/vboard/device.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { builtImage } from '../support/board-under-test.ts';

/** `npm run test:restarts` does 200; an eighth of a second each. */
const RESTARTS = Number(process.env.RESTARTS ?? 20);
const NETWORK = { ssid: 'home', password: 'home-password' };
const TCP_PORT = 5001;
/** From having an address to listening. */
const LISTEN_MS = 1000;
const STEP_MS = 5;
/** Turns of Node's loop for what the board queues. */
const TURNS = 4;

interface Bench {
  readonly device: Device;
  /** Lets time pass, and the board do what is due. */
  pass(milliseconds: number): Promise<void>;
  said(): string;
  /** Lets time pass until the board listens anew after `restart`; resolves to its milliseconds. */
  listensAfter(restart: () => void, withinMs: number): Promise<number>;
}

async function joinedBoard(firmwareVersion: string): Promise<Bench> {
  const board = findBoard('esp32');
  const { storage } = await builtImage('esp32');
  const settings = { wifi: { networks: [NETWORK] }, tcp: { port: TCP_PORT }, udp: { port: 5002 } };
  const data = new TextEncoder().encode(JSON.stringify(settings));
  const cells = new Uint8Array(board.flashBytes).fill(0xff);
  const flash = norFlash(cells, board.chip.storage.pageSizeBytes);
  for (const { offsetBytes, bytes } of markerFirmware(board, firmwareVersion))
    flash.program(offsetBytes, bytes);
  flash.program(
    board.chip.storage.addressBytes,
    withSettings(storage, board.chip.storage, [{ name: 'tinwire.json', data }]),
  );
  const clock = drivenClock();
  const device = createDevice({
    board,
    flash,
    clock,
    environment: scriptedEnvironment({ networks: [NETWORK] }),
    ports: 'any',
  });
  let console = '';
  device.usb.onSend((bytes) => {
    console += Buffer.from(bytes).toString('latin1');
  });
  const pass = async (milliseconds: number): Promise<void> => {
    clock.advance(milliseconds);
    for (let turn = 0; turn < TURNS; turn++) await new Promise(setImmediate);
  };
  let isListening = false;
  device.onState(() =>
    device.vboard()?.onListen(({ boardPort }) => {
      isListening ||= boardPort === TCP_PORT;
    }),
  );
  return {
    device,
    pass,
    said: () => console,
    async listensAfter(restart, withinMs) {
      isListening = false;
      const startMs = clock.now();
      restart();
      while (!isListening) {
        const tookMs = clock.now() - startMs;
        assert.ok(tookMs <= withinMs, `does not listen after ${tookMs} ms; said: ${console.slice(-600)}`);
        await pass(STEP_MS);
      }
      return clock.now() - startMs;
    },
  };
}

test(`${RESTARTS} restarts while joined: no image is lost, and each time it listens within a second`, async (t) => {
  const { device, pass, said, listensAfter } = await joinedBoard('2v29');
  try {
    const { joinMs, addressMs } = scriptedEnvironment({ networks: [] }).timing;
    const withJoinMs = joinMs + addressMs + LISTEN_MS;
    await listensAfter(() => device.power(true), withJoinMs);
    await device.vboard()?.evaluate('SLOT.confirm()');
    const type = (line: string) => () => device.usb.receive(Buffer.from(`${line}\n`));
    const before = await device.vboard()?.memory();
    let slowestMs = 0;
    for (let count = 0; count < RESTARTS; count += 4) {
      slowestMs = Math.max(slowestMs, await listensAfter(type('load()'), LISTEN_MS));
      type('reset()')();
      await pass(STEP_MS);
      slowestMs = Math.max(slowestMs, await listensAfter(type('load()'), LISTEN_MS));
      slowestMs = Math.max(slowestMs, await listensAfter(type('setTimeout(load,100)'), LISTEN_MS));
      // As a watchdog does it: the station is gone, too.
      await listensAfter(type('E.reboot()'), withJoinMs);
    }
    t.diagnostic(`joined already, it listens after at most ${slowestMs} ms`);
    // Fewer once its trial is over.
    const after = await device.vboard()?.memory();
    assert.ok(before && after && after.usage <= before.usage, `${before?.usage} to ${after?.usage}`);
    assert.doesNotMatch(said(), /no healthy image|OUT OF MEMORY|Uncaught|sta is connecting/);
  } finally {
    await device.close();
  }
});
