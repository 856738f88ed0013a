import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { findBoard } from '../../../../tools/boards/load.ts';
import { choosePort } from '../../../../tools/cli/flash/choose-port.ts';
import { keptSettings } from '../../../../tools/cli/flash/kept-settings.ts';
import { progressText } from '../../../../tools/cli/flash/show-flash.ts';
import { makeImage, writeImage } from '../../../../tools/image/image.ts';
import { createRomBench } from '../../../support/rom-bench.ts';
import { runHere } from '../cli-host.ts';

const board = findBoard('esp8266-4mb');
const port = (name: string, isCandidate: boolean) => ({ name, usb: null, description: null, isCandidate });

/** A folder with firmware files and an image, of a size that is quickly written. */
function material(t: TestContext): { firmware: string; image: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-flash-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [firmware, image] = [path.join(folder, 'firmware'), path.join(folder, 'image')];
  mkdirSync(firmware);
  for (const { name } of board.chip.firmware.files) writeFileSync(path.join(firmware, name), name);
  const code = new TextEncoder().encode('print(1)');
  writeImage(image, makeImage({ board, code, map: '{}', files: [], modules: [], variables: 1 }));
  return { firmware, image };
}

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

const argsOf = ({ firmware, image }: { firmware: string; image: string }) => [
  'flash',
  '--board',
  board.id,
  '--firmware',
  firmware,
  '--image',
  image,
];

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
  assert.deepEqual(new Set(result.regions.map(({ outcome }) => outcome)), new Set(['written']));
  assert.equal(new TextDecoder().decode(cells.subarray(0x1000, 0x1008)), 'espruino');
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
  assert.match(refused.stderr, /tcp:\/\/127\.0\.0\.1:9: nobody listens there/);
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
    message: 'ports: a, b may be the board.',
  });
  assert.throws(() => choosePort(undefined, [port('a', false)]), { code: 'PORT_NONE', help: /cable/ });
});

test('progress has rate and time left', () => {
  const progress = { region: 'Storage', done: 25_600, total: 102_400, bytesPerSecond: 10_240 };
  assert.equal(progressText(progress), 'Storage 25 %, 10 kB/s, 8 s left');
});

test('settings of a cut flash wait until they are dropped', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-kept-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const keeper = keptSettings(folder);
  assert.deepEqual(keeper.load('aa:bb'), []);
  const file = { name: '.wificfg', data: Uint8Array.of(0, 255, 7) };
  keeper.save('aa:bb', [file]);
  assert.deepEqual(keeper.load('aa:bb'), [file]);
  assert.deepEqual(keeper.load('aa:cc'), []);
  keeper.drop('aa:bb');
  assert.deepEqual(keeper.load('aa:bb'), []);
});
