/** One password on the board, in the files and in what is typed: nothing that is printed or kept for long shows it. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { writeHistory } from '../../../tools/cli/repl/history.ts';
import { makeImage, writeImage } from '../../../tools/image/image.ts';
import { encodeStorage } from '../../../tools/protocol/storage-image.ts';
import { markerFirmware } from '../../../tools/vboard/chip/firmware-marker.ts';
import { norFlash } from '../../../tools/vboard/chip/flash.ts';
import { flashFile } from '../../../tools/vboard/chip/flash-file.ts';
import { createDevice } from '../../../tools/vboard/device.ts';
import { openTcpPort } from '../../../tools/vboard/host-ports/tcp.ts';
import { scriptedEnvironment } from '../../../tools/vboard/radio/scripted-environment.ts';
import { type Ended, runHere } from './cli-host.ts';

const CANARY = 'Qx7canaryZ9';
const SETTINGS = { wifi: { networks: [{ ssid: 'home', password: CANARY }] } };
const board = findBoard('esp8266-4mb');

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-secrets-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function refuseCanary({ stdout, stderr }: Ended, what: string): void {
  // Pieces of a password help who guesses, too.
  assert.doesNotMatch(stdout + stderr, /Qx7|canary|aryZ9/, what);
}

/** A board that holds the settings and knows its network, on a TCP port until the test ends. */
async function plugged(t: TestContext): Promise<string> {
  const flash = norFlash(new Uint8Array(board.flashBytes).fill(0xff), board.chip.storage.pageSizeBytes);
  for (const { offsetBytes, bytes } of markerFirmware(board, '2v29')) flash.program(offsetBytes, bytes);
  const code = 'var app = { settings: JSON.parse(require("Storage").read("tinwire.json")).wifi };';
  const files = [
    { name: '.bootcde', data: Buffer.from(code) },
    { name: 'tinwire.json', data: Buffer.from(JSON.stringify(SETTINGS)) },
    {
      name: 'at.json',
      data: Buffer.from(JSON.stringify({ ssid: 'home', password: CANARY, apPassword: CANARY })),
    },
  ];
  flash.program(board.chip.storage.addressBytes, encodeStorage(files, board.chip.storage));
  const { networks } = SETTINGS.wifi;
  const device = createDevice({
    board,
    flash,
    environment: scriptedEnvironment({ networks }),
    ports: 'any',
    syncEntersLoader: true,
  });
  device.power(true);
  const hostPort = await openTcpPort(device.usb, 0);
  t.after(async () => {
    await hostPort.close();
    await device.close();
  });
  return `tcp://127.0.0.1:${hostPort.port}`;
}

test('repl shows settings without the password, in every way to look at them', async (t) => {
  const port = await plugged(t);
  const typed = [
    'app.settings',
    'app.settings.networks',
    'JSON.stringify(app.settings)',
    'print(JSON.stringify(app))',
    'require("Storage").read("tinwire.json")',
    'require("Storage").readJSON("at.json")',
    '.files read tinwire.json',
    '.files read at.json',
    '.wifi',
  ];
  const ended = await runHere(['repl', '--board', board.id, '--port', port], {
    stdin: `${typed.join('\n')}\n`,
  });
  assert.equal(ended.status, 0, ended.stderr);
  assert.match(ended.stdout, /\*{8}/);
  assert.match(ended.stdout, /home/);
  refuseCanary(ended, 'repl');
});

test('flash reads, keeps, writes and refuses settings without showing them', async (t) => {
  const port = await plugged(t);
  const folder = folderOf(t);
  const [firmware, image, state] = ['firmware', 'image', 'state'].map((name) => path.join(folder, name));
  mkdirSync(firmware ?? '');
  for (const { name, bytes } of markerFirmware(board, '2v29'))
    writeFileSync(path.join(firmware ?? '', name), bytes);
  const code = new TextEncoder().encode('print(1)');
  writeImage(image ?? '', makeImage({ board, code, map: '{}', files: [], modules: [], variables: 1 }));
  const args = [
    'flash',
    '--board',
    board.id,
    '--firmware',
    firmware ?? '',
    '--image',
    image ?? '',
    '--port',
    port,
  ];
  const env = { XDG_STATE_HOME: state, LOCALAPPDATA: state };
  const good = path.join(folder, 'good.json');
  writeFileSync(good, JSON.stringify(SETTINGS));
  for (const more of [
    ['--verify', '--json'],
    ['--dry-run', '--settings', good],
    [],
    ['--settings', good, '--json'],
  ])
    refuseCanary(await runHere([...args, '--verbose', ...more], { env }), more.join(' '));
  const text = JSON.stringify(SETTINGS);
  const bad = path.join(folder, 'bad.json');
  for (let at = 0; at < text.length; at += 3) {
    for (const damage of ['', '"', '\\', ',']) {
      writeFileSync(bad, text.slice(0, at) + damage + text.slice(at + 1));
      const ended = await runHere([...args, '--dry-run', '--verbose', '--json', '--settings', bad], { env });
      assert.doesNotMatch(ended.stdout + ended.stderr, /Qx7|canary|aryZ9/, `${damage} at ${at}`);
    }
  }
  assert.deepEqual(readdirSync(path.join(state ?? '', 'tinwire', 'settings')), []);
});

test('what keeps settings on this computer is for its owner alone from the beginning', {
  skip: process.platform === 'win32',
}, (t) => {
  const file = path.join(folderOf(t), 'board.bin');
  const before = process.umask(0);
  try {
    flashFile(file, board.flashBytes, board.chip.storage.pageSizeBytes).close();
  } finally {
    process.umask(before);
  }
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

test('a flash that cannot be kept in its file is refused with the reason', (t) => {
  const folder = folderOf(t);
  for (const file of [path.join(folder, 'none', 'board.bin'), folder])
    assert.throws(() => flashFile(file, 4096, 4096), { code: 'FLASH_FILE_BAD' });
});

test('typed lines with a password are not kept in the history', (t) => {
  const file = path.join(folderOf(t), 'history');
  assert.ok(
    writeHistory(file, ['1+1', `.wifi home ${CANARY}`, `Wifi.connect("home",{password:"${CANARY}"})`]),
  );
  assert.equal(readFileSync(file, 'utf8'), '1+1\n');
});
