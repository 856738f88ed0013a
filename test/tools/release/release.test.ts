import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { Board } from '../../../tools/boards/board.ts';
import { findBoard } from '../../../tools/boards/load.ts';
import { cached, cacheFolder } from '../../../tools/release/cache.ts';
import { fetchRelease } from '../../../tools/release/download.ts';
import { readFirmware } from '../../../tools/release/firmware.ts';
import { markerFirmware } from '../../../tools/vboard/chip/firmware-marker.ts';

const BOARD = findBoard('esp8266-4mb');
const { chip } = BOARD;
const text = (name: string) => new TextEncoder().encode(name);

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-release-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A tar with these files, as `tar --format=ustar` writes it; a name of `prefix//rest` is split there. */
function tar(files: Record<string, Uint8Array>): Uint8Array {
  const parts = Object.entries(files).map(([name, data]) => {
    const block = Buffer.alloc(512 + Math.ceil(data.length / 512) * 512);
    const [prefix, rest] = name.includes('//') ? name.split('//') : ['', name];
    block.write(rest ?? '', 0);
    block.write(prefix ?? '', 345);
    block.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124);
    block.write('        ', 148);
    block.write('0ustar\x0000', 156);
    block.set(data, 512);
    const sum = block.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return block;
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

/** The files of a version below a folder; which are told apart by that version. */
const filesIn = (folder: string, version = '2v29', board: Board = BOARD) =>
  Object.fromEntries(markerFirmware(board, version).map(({ name, bytes }) => [`${folder}${name}`, bytes]));

function write(folder: string, files: Record<string, Uint8Array>): string {
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  return folder;
}

test('a release zip gives the files of this board, not those of its neighbour', (t) => {
  const name = path.join(folderOf(t), 'release.zip');
  writeFileSync(
    name,
    zipSync({
      ...filesIn('espruino_2v29_esp8266/', '2v28', findBoard('esp8266-1mb')),
      ...filesIn('espruino_2v29_esp8266_4mb/'),
    }),
  );
  const { version, files } = readFirmware(name, chip);
  assert.equal(version, '2v29');
  assert.deepEqual(
    files.map(({ addressBytes, bytes }) => [addressBytes, bytes]),
    markerFirmware(BOARD, '2v29').map(({ offsetBytes, bytes }) => [offsetBytes, bytes]),
  );
});

test('an archive inside the zip, a .tgz alone, one with long names, and a folder give the same', (t) => {
  const folder = folderOf(t);
  const tgz = gzipSync(tar(filesIn('espruino_2v28_esp8266_4mb/', '2v28')));
  const long = gzipSync(tar(filesIn(`${'long/'.repeat(20)}espruino_2v28_esp8266_4mb//`, '2v28')));
  write(folder, {
    'a.zip': zipSync({ 'r/espruino_2v28_esp8266_4mb.tgz': tgz }),
    'b.tgz': tgz,
    'c.tgz': long,
    ...filesIn('espruino_2v28_esp8266_4mb/', '2v28'),
  });
  for (const name of ['a.zip', 'b.tgz', 'c.tgz', 'espruino_2v28_esp8266_4mb'])
    assert.equal(readFirmware(path.join(folder, name), chip).version, '2v28', name);
});

test('an archive inside an archive inside an archive is not entered', (t) => {
  const tgz = gzipSync(tar(filesIn('espruino_2v28_esp8266_4mb/', '2v28')));
  const inner = zipSync({ 'espruino_2v28_esp8266_4mb.tgz': tgz });
  const name = path.join(folderOf(t), 'deep.zip');
  writeFileSync(name, zipSync({ 'espruino_2v28_esp8266_4mb.zip': inner }));
  assert.throws(() => readFirmware(name, chip), { code: 'RELEASE_MISSING' });
});

test('the version is the one that the file says, whatever its folder is called', (t) => {
  const folder = write(folderOf(t), filesIn('espruino_2v29_esp8266_4mb/', '2v27.45'));
  assert.equal(readFirmware(folder, chip).version, '2v27.45');
});

test('the files in the folder that was named go before a copy further down', (t) => {
  const folder = write(folderOf(t), {
    ...filesIn('', '2v27'),
    ...filesIn('old/espruino_2v28_esp8266_4mb/', '2v28'),
  });
  assert.equal(readFirmware(folder, chip).version, '2v27');
});

test('files are never mixed from two folders, and two that are as near are named', (t) => {
  const folder = folderOf(t);
  const half = filesIn('', '2v27');
  delete half['blank.bin'];
  write(folder, { ...half, ...filesIn('espruino_2v28_esp8266_4mb/', '2v28') });
  assert.equal(readFirmware(folder, chip).version, '2v28');
  write(folder, filesIn('espruino_2v27_esp8266_4mb/', '2v27'));
  assert.throws(() => readFirmware(folder, chip), {
    code: 'RELEASE_SEVERAL_BAD',
    message: /more than once, in espruino_2v2\d_esp8266_4mb\/ and espruino_2v2\d_esp8266_4mb\/\.$/,
  });
});

test("another build's archive, and one with a file missing, are refused", (t) => {
  const folder = folderOf(t);
  const other = path.join(folder, 'other.zip');
  writeFileSync(other, zipSync(filesIn('espruino_2v29_esp8266/')));
  assert.throws(() => readFirmware(other, chip), {
    code: 'RELEASE_MISSING',
    message: /contains no boot_v1.6.bin for ESP8266_4MB/,
  });
  const short = path.join(folder, 'short.zip');
  const files = filesIn('');
  delete files['blank.bin'];
  writeFileSync(short, zipSync(files));
  assert.throws(() => readFirmware(short, chip), {
    code: 'RELEASE_MISSING',
    message: /contains no blank.bin/,
  });
});

test('damaged archives, paths that lead out, and other files are refused', (t) => {
  const folder = folderOf(t);
  const zip = zipSync(filesIn('espruino_2v29_esp8266_4mb/'));
  const broken = gzipSync(tar(filesIn('')));
  const cases: Record<string, Uint8Array> = {
    'cut.zip': zip.subarray(0, zip.length >> 1),
    'cut.tgz': broken.subarray(0, broken.length >> 1),
    'out.zip': zipSync({ '../blank.bin': text('x') }),
    'out.tgz': gzipSync(tar({ '/etc/blank.bin': text('x') })),
    'what.txt': text('x'),
  };
  for (const [name, bytes] of Object.entries(cases)) {
    writeFileSync(path.join(folder, name), bytes);
    assert.throws(() => readFirmware(path.join(folder, name), chip), { code: 'RELEASE_UNREADABLE' }, name);
  }
  assert.throws(() => readFirmware(path.join(folder, 'none.zip'), chip), { code: 'RELEASE_MISSING' });
});

async function serve(t: TestContext, body: Uint8Array | null): Promise<{ address: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (body === null) response.writeHead(404).end();
    else response.writeHead(200, { 'content-length': body.length }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/espruino_2v29.zip`, asked };
}

test('a download is kept with its SHA-256 and not fetched again, unless it was changed', async (t) => {
  const folder = folderOf(t);
  const { address, asked } = await serve(t, text('release'));
  const first = await fetchRelease({ address, folder });
  assert.equal(readFileSync(first.file, 'utf8'), 'release');
  assert.equal(first.sha256, 'a4d451ec23463726f72c43d64c710968f6b602cd653b4de8adee1b556240a829');
  assert.equal((await fetchRelease({ address, folder })).isFromCache, true);
  assert.equal(asked.length, 1);
  writeFileSync(first.file, 'changed');
  assert.equal(cached(folder, 'espruino_2v29.zip'), null);
  assert.equal((await fetchRelease({ address, folder })).isFromCache, false);
  assert.equal(readFileSync(first.file, 'utf8'), 'release');
});

test('without a network it says so, and what to do', async (t) => {
  const { address } = await serve(t, null);
  const folder = folderOf(t);
  await assert.rejects(fetchRelease({ address, folder }), {
    code: 'RELEASE_OFFLINE',
    message: `${address}: the server answered 404.`,
    help: /--firmware FILE/,
  });
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, 'close');
  await assert.rejects(fetchRelease({ address: `http://127.0.0.1:${port}/x.zip`, folder }), {
    code: 'RELEASE_OFFLINE',
    message: /cannot be downloaded: .*ECONNREFUSED/,
  });
  assert.equal(cached(folder, 'x.zip'), null);
});

test('a download can be interrupted', async (t) => {
  const { address } = await serve(t, text('release'));
  await assert.rejects(fetchRelease({ address, folder: folderOf(t), signal: AbortSignal.abort() }), {
    code: 'RELEASE_ABORTED',
  });
});

test('the cache lies where each system keeps caches', () => {
  assert.equal(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux'), path.join('/c', 'tinwire'));
  assert.match(cacheFolder({}, 'linux'), /\.cache[\\/]tinwire$/);
  assert.equal(cacheFolder({ LOCALAPPDATA: '/local' }, 'win32'), path.join('/local', 'tinwire'));
});
