/** What `tinwire flash` keeps of a board's settings on this computer, and until when. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { keptSettings, stateFolder } from '../../../../tools/cli/flash/kept-settings.ts';
import { decodeStorage, encodeStorage, type StorageFile } from '../../../../tools/protocol/storage-image.ts';
import { norFlash } from '../../../../tools/vboard/chip/flash.ts';
import { createDevice } from '../../../../tools/vboard/device.ts';
import { scriptedEnvironment } from '../../../../tools/vboard/radio/scripted-environment.ts';
import { argsOf, board, folderOf, material } from '../../../support/flash-material.ts';
import { runHere } from '../cli-host.ts';

const SETTINGS = { name: 'tinwire.json', data: new TextEncoder().encode('{"telnet":true}') };
const PASSWORD = 'only-for-us';
const DEFL_DATA = 0x11;

/** A virtual board behind a TCP port: its loader answers a SYNC, and its program runs once it has one. */
async function deviceOnTcp(t: TestContext) {
  const { addressBytes, pages, pageSizeBytes } = board.chip.storage;
  const cells = new Uint8Array(board.flashBytes).fill(0xff);
  const area = cells.subarray(addressBytes, addressBytes + pages * pageSizeBytes);
  const device = createDevice({
    board,
    flash: norFlash(cells, pageSizeBytes),
    environment: scriptedEnvironment({ networks: [] }),
    ports: 'any',
    syncEntersLoader: true,
  });
  device.power(true);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    sockets.add(socket);
    const stop = device.usb.onSend((bytes) => socket.write(bytes));
    socket.on('close', () => {
      sockets.delete(socket);
      stop();
    });
    socket.on('data', (bytes) => {
      if (bench.onHost(bytes)) device.usb.receive(new Uint8Array(bytes));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(async () => {
    server.close();
    await device.close();
  });
  const bench = {
    name: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets,
    /** Whether these bytes arrive at the board. */
    onHost: (_bytes: Uint8Array): boolean => true,
    files: () => decodeStorage(area, board.chip.storage).files,
    put: (...files: StorageFile[]) => area.set(encodeStorage(files, board.chip.storage)),
  };
  return bench;
}

/** The state of a user below a folder. */
const envOf = (folder: string) => ({
  XDG_STATE_HOME: path.join(folder, 'state'),
  LOCALAPPDATA: path.join(folder, 'state'),
});

const waiting = (env: { XDG_STATE_HOME: string }): string[] =>
  readdirSync(path.join(env.XDG_STATE_HOME, 'tinwire', 'settings'));

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
    `The board's settings are saved in ${kept}. To restore them: tinwire flash`,
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
  const bench = await deviceOnTcp(t);
  const files = material(t);
  const env = envOf(files.image);
  bench.put(SETTINGS);
  bench.onHost = (bytes) => {
    if (bytes[2] !== DEFL_DATA || !existsSync(env.XDG_STATE_HOME)) return true;
    for (const socket of bench.sockets) socket.destroy();
    bench.put();
    return false;
  };
  const cut = await runHere([...argsOf(files), '--port', bench.name], { env });
  assert.notEqual(cut.status, 0);
  const [, command = ''] = /To restore them: tinwire (.*)/.exec(cut.stderr) ?? [];
  assert.ok(command.startsWith(`flash --board esp8266-4mb --port ${bench.name} --firmware `), cut.stderr);
  bench.onHost = () => true;
  const again = await runHere(command.split(' '), { env });
  assert.equal(again.status, 0, again.stderr);
  assert.match(again.stderr, /Restored settings that the board had lost: tinwire\.json/);
  assert.deepEqual(bench.files().at(-1), SETTINGS);
  assert.deepEqual(waiting(env), []);
  assert.doesNotMatch(again.stderr, /Warning/);
});

test('the settings wait on this computer until the firmware on the board has answered with them', async (t) => {
  const bench = await deviceOnTcp(t);
  bench.put(SETTINGS);
  const locking = material(t, `E.setPassword("${PASSWORD}");E.lockConsole();`);
  const env = envOf(locking.image);
  const args = [...argsOf(locking), '--port', bench.name, '--json'];
  const first = await runHere(args, { env });
  assert.equal(first.status, 0, first.stderr);
  const { warnings, isKept } = JSON.parse(first.stdout) as { warnings: string[]; isKept?: unknown };
  assert.equal(warnings.length, 1);
  assert.match(
    warnings[0] ?? '',
    /its console requires a password\. The board's settings are saved in .*\.json\. To restore them: tinwire flash --board /,
  );
  assert.ok(first.stderr.includes(`Warning: ${warnings[0]}\n`), first.stderr);
  assert.equal(isKept, undefined);
  assert.equal(waiting(env).length, 1);
  // Nothing is to be written any more, but they still wait for their answer.
  const second = await runHere(args, { env: { ...env, TINWIRE_PASSWORD: PASSWORD } });
  assert.equal(second.status, 0, second.stderr);
  assert.deepEqual(waiting(env), []);
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
  assert.equal(stateFolder({ XDG_STATE_HOME: '/s' }, 'linux'), path.join('/s', 'tinwire'));
  assert.match(stateFolder({ XDG_STATE_HOME: 'relative' }, 'linux'), /\.local[\\/]state[\\/]tinwire$/);
  assert.equal(stateFolder({ LOCALAPPDATA: '/local' }, 'win32'), path.join('/local', 'tinwire'));
});
