import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { findBoard } from '../../../../tools/boards/load.ts';
import { choosePort, findPort } from '../../../../tools/cli/flash/choose-port.ts';
import { progressText } from '../../../../tools/cli/flash/show-flash.ts';
import { standInFolder } from '../../../../tools/simulator/stand-in.ts';
import { markerFirmware } from '../../../../tools/vboard/chip/firmware-marker.ts';
import { argsOf, board, folderOf, material } from '../../../support/flash-material.ts';
import { createRomBench } from '../../../support/rom-bench.ts';
import { runHere } from '../cli-host.ts';

const port = (name: string, isCandidate: boolean) => ({ name, usb: null, description: null, isCandidate });

async function boardOnTcp(t: TestContext): Promise<{ name: string; cells: Uint8Array }> {
  const bench = createRomBench(board, { hasControlLines: false });
  const server = createServer((socket) => {
    socket.on('error', () => {});
    const stop = bench.transport.onBytes((bytes) => socket.write(bytes));
    socket.on('close', stop);
    socket.on('data', (bytes) => void bench.transport.write(new Uint8Array(bytes)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { name: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`, cells: bench.cells };
}

const fileOf = (id: string, name: string, version: string) =>
  markerFirmware(findBoard(id), version).find((file) => file.name === name)?.bytes ?? '';

test('--dry-run shows what would go where and needs no board', async (t) => {
  const { status, stdout } = await runHere([...argsOf(material(t)), '--dry-run']);
  assert.equal(status, 0);
  assert.match(stdout, /espruino_esp8266_user1\.bin +0x1000 - /);
  assert.match(stdout, /Storage +0xCB000 - +0xFB000 +196608 bytes/);
});

test('flashes a board, tells each region, and --json is one object', async (t) => {
  const { name, cells } = await boardOnTcp(t);
  const { status, stdout } = await runHere([...argsOf(material(t)), '--port', name, '--json']);
  assert.equal(status, 0, stdout);
  const result = JSON.parse(stdout) as {
    chip: string;
    port: string;
    regions: { name: string; outcome: string }[];
  };
  assert.equal(result.chip, 'ESP8266');
  assert.equal(result.port, name);
  const same = result.regions.filter(({ outcome }) => outcome === 'same').map(({ name }) => name);
  // Erased flash is blank already.
  assert.deepEqual(same, ['blank.bin']);
  assert.match(Buffer.from(cells.subarray(0x1000, 0x1100)).toString('latin1'), /Espruino 2v29/);
});

test("files that are not this chip's are refused by --dry-run and before a board is looked for", async (t) => {
  const files = material(t);
  const app = path.join(files.firmware, 'espruino_esp8266_user1.bin');
  for (const [bytes, fault] of [
    ['<!doctype html>', /espruino_esp8266_user1\.bin is not an image for an ESP chip/],
    [fileOf('esp32', 'espruino_esp32.bin', '2v29'), /is an image for a chip other than the ESP8266/],
    [fileOf(board.id, 'espruino_esp8266_user1.bin', '2v04'), /is Espruino 2v04; the image needs 2v26/],
  ] as const) {
    writeFileSync(app, bytes);
    for (const more of [['--dry-run'], ['--port', 'tcp://127.0.0.1:9']]) {
      const { status, stderr } = await runHere([...argsOf(files), ...more]);
      assert.equal(status, 2, stderr);
      assert.match(stderr, fault);
    }
  }
});

test('--verify on another content ends with status 1', async (t) => {
  const { name } = await boardOnTcp(t);
  const { status, stdout } = await runHere([...argsOf(material(t)), '--port', name, '--verify']);
  assert.equal(status, 1);
  assert.match(stdout, /Storage +0xCB000 {2}differs/);
});

test('a port where nobody listens, and files that are not there, end with 3 and 2', async (t) => {
  const args = argsOf(material(t));
  const refused = await runHere([...args, '--port', 'tcp://127.0.0.1:9']);
  assert.equal(refused.status, 3);
  assert.match(refused.stderr, /tcp:\/\/127\.0\.0\.1:9: connection refused/);
  assert.equal((await runHere(['flash', '--board', board.id, '--firmware', '/nowhere.zip'])).status, 2);
});

test('the only candidate is taken; several are named; of none it is said what to check', () => {
  assert.equal(
    choosePort(undefined, [port('/dev/ttyUSB0', true), port('/dev/ttyACM0', false)]),
    '/dev/ttyUSB0',
  );
  assert.equal(choosePort('COM7', []), 'COM7');
  assert.throws(() => choosePort(undefined, [port('a', true), port('b', true)]), {
    code: 'PORT_SEVERAL',
    message: 'ports: a, b could be the board.',
  });
  assert.throws(() => choosePort(undefined, [port('a', false)]), { code: 'PORT_NONE', help: /cable/ });
});

test("a virtual board's link in the folder is a port like any other", {
  skip: process.platform === 'win32',
}, async (t) => {
  const folder = folderOf(t);
  writeFileSync(path.join(folder, 'board'), 'no port');
  await assert.rejects(findPort(folder, undefined), { code: 'PORT_NONE' });
  rmSync(path.join(folder, 'board'));
  symlinkSync('/dev/null', path.join(folder, 'board'));
  assert.equal(await findPort(folder, undefined), './board');
  assert.equal(await findPort(folder, 'COM7'), 'COM7');
});

test("the virtual board's stand-in files are taken by flash without a network", async (t) => {
  const folder = standInFolder({ XDG_CACHE_HOME: folderOf(t), LOCALAPPDATA: folderOf(t) }, board);
  const { image } = material(t);
  const args = ['flash', '--board', board.id, '--firmware', folder, '--image', image, '--dry-run'];
  assert.equal((await runHere(args)).status, 0);
});

test('progress has rate and time left', () => {
  const progress = { region: 'Storage', done: 25_600, total: 102_400, bytesPerSecond: 10_240 };
  assert.equal(progressText(progress), 'Storage 25 %, 10 kB/s, 8 s left');
});
