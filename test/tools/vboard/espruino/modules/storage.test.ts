import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeStorage } from '../../../../../tools/protocol/storage-image.ts';
import { installStorage } from '../../../../../tools/vboard/espruino/modules/storage.ts';
import type { BoardObject } from '../../../../../tools/vboard/espruino/realm.ts';
import { type FakeHost, type Family, fakeHost } from '../../../../support/fake-host.ts';
import { type FakeRealm, fakeRealm } from '../../../../support/fake-realm.ts';

interface Bench {
  readonly realm: FakeRealm;
  readonly host: FakeHost;
  call(method: string, ...args: unknown[]): unknown;
}

function boot(family: Family = 'ESP32'): Bench {
  const host = fakeHost({ family });
  const realm = fakeRealm();
  installStorage(realm, host);
  const module = realm.require('Storage');
  return { realm, host, call: (method, ...args) => realm.invoke(module, method, ...args) };
}

function stats(bench: Bench): Record<string, number> {
  return { ...(bench.call('getStats') as Record<string, number>) };
}

test('a file can be made larger than its data and filled piece by piece', () => {
  const { call } = boot();
  assert.equal(call('write', 'a', 'Hello', 0, 14), true);
  call('write', 'a', ' ', 5);
  call('write', 'a', 'World!!!', 6);
  assert.equal(call('read', 'a'), 'Hello World!!!');
  call('write', 'a', 'x', 0);
  assert.equal(call('read', 'a'), 'x');
});

test('what the interpreter refuses is refused in its words', () => {
  const { call } = boot();
  call('write', 'a', 'Hello');
  for (const [attempt, message] of [
    [() => call('write', 'a', 'yy', 3), 'Error: File already written with different data'],
    [() => call('write', 'a', 'yyy', 3), 'Error: Too much data for file size'],
    [() => call('write', 'none', 'y', 3), 'Error: Unable to find or create file'],
    [() => call('write', 'a', ''), "Error: Can't create zero length file"],
    [() => call('write', 'a', undefined), "Error: Can't get pointer to data to write"],
    [() => call('write', 'a', null), 'TypeError: Expecting Number or iterable, got null'],
    [() => call('write', 'a', 'y', 0, 99_999), 'Error: Unable to find or create file'],
  ] as const) {
    assert.throws(attempt, { message: message.replace(/^\w+: /, ''), name: message.replace(/:.*/, '') });
  }
  assert.equal(call('write', 'a', 'x', -1), false);
});

test('numbers and nested arrays are bytes, objects are JSON', () => {
  const { call } = boot();
  call('write', 'bytes', [1, [2, 'ab'], Uint8Array.of(9)]);
  assert.equal(call('read', 'bytes'), '\x01\x02ab\x09');
  call('write', 'one', 65);
  assert.equal(call('read', 'one'), 'A');
  call('write', 'object', { x: 1 });
  assert.equal(call('read', 'object'), '{"x":1}');
});

test('names are cut at 28 bytes and lose a drive prefix', () => {
  const { call } = boot();
  call('write', 'thisnameiswaytoolongtobekeptwhole', 'q');
  call('write', 'c:drive', 'd');
  assert.deepEqual(call('list'), ['thisnameiswaytoolongtobekept', 'drive']);
  assert.equal(call('read', 'x:drive'), 'd');
});

test('the same content again writes nothing; other content leaves trash', () => {
  const bench = boot();
  bench.call('write', 'a', '12345');
  const before = bench.host.flash.read(0, 4096);
  bench.call('write', 'a', '12345');
  assert.deepEqual(bench.host.flash.read(0, 4096), before);
  bench.call('write', 'a', '54321');
  assert.deepEqual(stats(bench), {
    totalBytes: 32768,
    freeBytes: 32768 - 80,
    fileBytes: 40,
    fileCount: 1,
    trashBytes: 40,
    trashCount: 1,
  });
});

test('a file that finds no room compacts first, and what was kept reads as before', () => {
  const bench = boot();
  const { call } = bench;
  call('write', 'kept', 'k'.repeat(3000));
  for (let round = 0; round < 12; round++)
    call('write', 'changing', String(round).repeat(4000).slice(0, 4000));
  assert.equal(call('read', 'kept'), 'k'.repeat(3000));
  assert.equal(String(call('read', 'changing')).slice(0, 4), '1111');
  assert.ok(bench.realm.lines.some((line) => line.startsWith('Compacting... ')));
  const { pageSizeBytes, pages } = bench.host.board.chip.storage;
  const contents = decodeStorage(bench.host.flash.read(0, pageSizeBytes * pages), { pageSizeBytes, pages });
  assert.equal(contents.isCorrupt, false);
  call('compact');
  assert.equal(stats(bench).trashCount, 0);
});

test('reading is clipped to the file', () => {
  const { call } = boot();
  call('write', 'a', 'abcdef');
  assert.equal(call('read', 'a', 4, 10), 'ef');
  assert.equal(call('read', 'a', -5, 3), 'abc');
  assert.equal(call('read', 'a', 99, 3), '');
  assert.equal(call('read', 'none'), undefined);
  assert.equal((call('readArrayBuffer', 'a') as ArrayBuffer).byteLength, 6);
});

test('JSON is written without the quotes that it can spare', () => {
  const { call } = boot();
  call('writeJSON', 'j', {
    a: 1,
    'b-c': 'q"\n\x01\xff',
    for: [1, undefined, 'x'],
    gone: undefined,
    fn: () => 1,
    e: null,
  });
  assert.equal(call('read', 'j'), '{a:1,"b-c":"q\\"\\n\\1\\xFF",for:[1,null,"x"],e:null}');
});

test('bad JSON throws, or is nothing when asked quietly', () => {
  const { call } = boot();
  call('write', 'j', '{bad');
  assert.throws(() => call('readJSON', 'j'));
  assert.equal(call('readJSON', 'j', true), undefined);
  assert.equal(call('readJSON', 'none'), undefined);
});

test('lists by text, by expression and by kind', () => {
  const { realm, call } = boot();
  call('write', 'main.js', '1');
  call('write', 'data', '2');
  realm.invoke(call('open', 'log', 'w'), 'write', 'x');
  assert.deepEqual(call('list', 'a'), ['main.js', 'data']);
  assert.deepEqual(call('list', /\.js$/), ['main.js']);
  assert.deepEqual(call('list', undefined, { sf: true }), ['log']);
  assert.deepEqual(call('list', undefined, { sf: false }), ['main.js', 'data']);
  assert.deepEqual(call('list'), ['main.js', 'data', 'log\x01']);
});

test('the hash follows names and places', () => {
  const { call } = boot();
  const empty = call('hash');
  assert.equal(empty, 0xabcddcba | 0);
  call('write', 'a', '1');
  const one = call('hash');
  assert.notEqual(one, empty);
  call('write', 'b', '1');
  assert.equal(call('hash', 'a'), one);
});

for (const [family, chunkBytes] of [
  ['ESP32', 4064],
  ['LINUX', 992],
] as const) {
  test(`${family}: a growing file goes on in chunks of ${chunkBytes} bytes`, () => {
    const { realm, call } = boot(family);
    const file = call('open', 'log', 'w') as BoardObject;
    const line = `${'l'.repeat(99)}\n`;
    const count = Math.ceil((chunkBytes * 2) / 100);
    for (let index = 0; index < count; index++) realm.invoke(file, 'write', line);
    assert.equal(realm.invoke(file, 'getLength'), count * 100);
    const again = call('open', 'log', 'a') as BoardObject;
    assert.deepEqual([again.chunk, again.offset], [file.chunk, file.offset]);
    const reader = call('open', 'log', 'r');
    let lines = 0;
    while (realm.invoke(reader, 'readLine') === line) lines++;
    assert.equal(lines, count);
    realm.invoke(reader, 'erase');
    assert.deepEqual(call('list'), []);
  });
}

test('a growing file is read and written only as it was opened', () => {
  const { realm, call } = boot();
  const writer = call('open', 'log', 'w');
  realm.invoke(writer, 'write', 'abc\n12');
  assert.throws(() => realm.invoke(writer, 'read', 1), /Can't read in this mode/);
  const reader = call('open', 'log', 'r');
  assert.equal(realm.invoke(reader, 'readLine'), 'abc\n');
  assert.equal(realm.invoke(reader, 'read', 10), '12');
  assert.equal(realm.invoke(reader, 'read', 10), undefined);
  assert.throws(() => realm.invoke(reader, 'write', 'x'), /Can't write in this mode/);
  assert.throws(() => call('open', 'log', 'z'), /Invalid mode "z"/);
});
