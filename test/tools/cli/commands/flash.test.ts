import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { findBoard } from '../../../../tools/boards/load.ts';
import { choosePort, findPort } from '../../../../tools/cli/flash/choose-port.ts';
import { keptSettings, stateFolder } from '../../../../tools/cli/flash/kept-settings.ts';
import { progressText } from '../../../../tools/cli/flash/show-flash.ts';
import { standInFolder } from '../../../../tools/cli/stage/stand-in.ts';
import { makeImage, writeImage } from '../../../../tools/image/image.ts';
import { decodeStorage, encodeStorage } from '../../../../tools/protocol/storage-image.ts';
import { markerFirmware } from '../../../../tools/vboard/chip/firmware-marker.ts';
import { createRomBench, type RomBench } from '../../../support/rom-bench.ts';
import { runHere } from '../cli-host.ts';

const board = findBoard('esp8266-4mb');
const port = (name: string, isCandidate: boolean) => ({ name, usb: null, description: null, isCandidate });

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-flash-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A folder with firmware files and an image, of a size that is quickly written. */
function material(t: TestContext): { firmware: string; image: string } {
  const folder = folderOf(t);
  const [firmware, image] = [path.join(folder, 'firmware'), path.join(folder, 'image')];
  mkdirSync(firmware);
  for (const { name, bytes } of markerFirmware(board, '2v29'))
    writeFileSync(path.join(firmware, name), bytes);
  const code = new TextEncoder().encode('print(1)');
  writeImage(image, makeImage({ board, code, map: '{}', files: [], modules: [], variables: 1 }));
  return { firmware, image };
}

async function boardOnTcp(
  t: TestContext,
): Promise<{ name: string; cells: Uint8Array; bench: RomBench; sockets: Set<Socket> }> {
  const bench = createRomBench(board, { hasControlLines: false });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    sockets.add(socket);
    const stop = bench.transport.onBytes((bytes) => socket.write(bytes));
    socket.on('close', stop);
    socket.on('data', (bytes) => void bench.transport.write(new Uint8Array(bytes)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return {
    name: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cells: bench.cells,
    bench,
    sockets,
  };
}

const fileOf = (id: string, name: string, version: string) =>
  markerFirmware(findBoard(id), version).find((file) => file.name === name)?.bytes ?? '';

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
  const same = result.regions.filter(({ outcome }) => outcome === 'same').map(({ name }) => name);
  // Erased flash is blank already.
  assert.deepEqual(same, ['blank.bin']);
  assert.match(Buffer.from(cells.subarray(0x1000, 0x1100)).toString('latin1'), /Espruino 2v29/);
});

test("files that are not this chip's are refused by --dry-run and before a board is looked for", async (t) => {
  const files = material(t);
  const app = path.join(files.firmware, 'espruino_esp8266_user1.bin');
  for (const [bytes, fault] of [
    ['<!doctype html>', /espruino_esp8266_user1\.bin does not begin as an image/],
    [fileOf('esp32', 'espruino_esp32.bin', '2v29'), /is an image for another chip than the ESP8266/],
    [fileOf(board.id, 'espruino_esp8266_user1.bin', '2v04'), /is Espruino 2v04; the image runs on 2v26/],
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

const MAC = '5c:cf:7f:01:02:03';

test('settings of a cut flash wait until they are dropped, and nobody else can read them', (t) => {
  const folder = path.join(folderOf(t), 'state');
  const keeper = keptSettings(folder, 'tinwire flash');
  assert.deepEqual(keeper.load(MAC), []);
  const file = { name: '.wificfg', data: Uint8Array.of(0, 255, 7) };
  keeper.save(MAC, [file]);
  assert.deepEqual(keeper.load(MAC), [file]);
  assert.deepEqual(keeper.load('aa:cc'), []);
  const kept = path.join(folder, 'settings', '5ccf7f010203.json');
  assert.equal(
    keeper.whereabouts(MAC),
    `The board's settings wait in ${kept}. To put them back: tinwire flash`,
  );
  if (process.platform !== 'win32') {
    assert.equal(statSync(kept).mode & 0o777, 0o600);
    assert.equal(statSync(path.dirname(kept)).mode & 0o777, 0o700);
  }
  keeper.drop(MAC);
  assert.deepEqual(keeper.load(MAC), []);
  assert.deepEqual(readdirSync(path.dirname(kept)), []);
});

test('a cut flash names the command that puts the settings back, and it does', async (t) => {
  const { name, cells, bench, sockets } = await boardOnTcp(t);
  const files = material(t);
  const env = {
    XDG_STATE_HOME: path.join(files.image, 'state'),
    LOCALAPPDATA: path.join(files.image, 'state'),
  };
  const { addressBytes, pages, pageSizeBytes } = board.chip.storage;
  const settings = { name: 'tinwire.json', data: new TextEncoder().encode('{"telnet":true}') };
  cells.set(encodeStorage([settings], board.chip.storage), addressBytes);
  bench.onHost = (bytes) => {
    if (bytes[2] !== 0x11 || !readdirSync(env.XDG_STATE_HOME).length) return bytes;
    for (const socket of sockets) socket.destroy();
    cells.fill(0xff, addressBytes, addressBytes + pages * pageSizeBytes);
    return null;
  };
  const cut = await runHere([...argsOf(files), '--port', name], { env });
  assert.notEqual(cut.status, 0);
  const [, command = ''] = /To put them back: tinwire (.*)/.exec(cut.stderr) ?? [];
  assert.ok(command.startsWith(`flash --board esp8266-4mb --port ${name} --firmware `), cut.stderr);
  bench.onHost = (bytes) => bytes;
  const again = await runHere(command.split(' '), { env });
  assert.equal(again.status, 0, again.stderr);
  assert.match(again.stderr, /Of a flash that was cut these settings were kept: tinwire\.json/);
  const area = cells.subarray(addressBytes, addressBytes + pages * pageSizeBytes);
  assert.deepEqual(decodeStorage(area, board.chip.storage).files.at(-1), settings);
  assert.deepEqual(readdirSync(path.join(env.XDG_STATE_HOME, 'tinwire', 'settings')), []);
});

test('where settings cannot be kept, the folder is named; those that cannot be read are not passed over', (t) => {
  const folder = folderOf(t);
  writeFileSync(path.join(folder, 'file'), '');
  assert.throws(() => keptSettings(path.join(folder, 'file'), '').save(MAC, []), {
    code: 'SETTINGS_KEEP_FAILED',
    help: /The board was not changed\./,
  });
  mkdirSync(path.join(folder, 'settings'));
  writeFileSync(path.join(folder, 'settings', '5ccf7f010203.json'), '{');
  assert.throws(() => keptSettings(folder, '').load(MAC), { code: 'SETTINGS_KEPT_UNREADABLE' });
});

test('state lies where each system keeps it', () => {
  assert.equal(stateFolder({ XDG_STATE_HOME: '/s' }, 'linux'), '/s/tinwire');
  assert.match(stateFolder({ XDG_STATE_HOME: 'relative' }, 'linux'), /\.local\/state\/tinwire$/);
  assert.equal(stateFolder({ LOCALAPPDATA: '/local' }, 'win32'), '/local/tinwire');
});
