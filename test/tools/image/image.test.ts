import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import {
  BOOT_FILE,
  type Image,
  makeImage,
  readImage,
  verifyImage,
  writeImage,
} from '../../../tools/image/image.ts';
import { isSourceMap, manifestFault } from '../../../tools/image/manifest-shape.ts';
import { withSettings } from '../../../tools/image/settings-files.ts';
import { crc32 } from '../../../tools/protocol/crc32.ts';
import { decodeState } from '../../../tools/protocol/slots.ts';
import { decodeStorage, storedBytes } from '../../../tools/protocol/storage-image.ts';

const board = findBoard('esp8266-4mb');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const CODE = bytes('print("hi")');

function sample(): Image {
  return makeImage({
    board,
    code: CODE,
    map: '{"version":3}',
    files: [{ name: 'ascii16', data: new Uint8Array(1520).fill(7) }],
    modules: [{ name: 'firmware/boards/esp8266-4mb.ts', bytes: CODE.length, variables: 3 }],
    variables: 47,
  });
}

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-image-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('Storage holds the script as boot file, then the files it brings, and nothing else', () => {
  const { files, isCorrupt } = decodeStorage(sample().storage, board.chip.storage);
  assert.deepEqual(
    files.map(({ name }) => name),
    [BOOT_FILE, 'ascii16'],
  );
  assert.deepEqual(files[0]?.data, CODE);
  assert.equal(isCorrupt, false);
});

test('the manifest tells board, firmware, sizes and shares', () => {
  const { manifest } = sample();
  assert.equal(manifest.board, 'esp8266-4mb');
  assert.deepEqual(manifest.firmware, { board: 'ESP8266_4MB', minimumVersion: '2v26' });
  assert.equal(manifest.imageBytes, CODE.length);
  assert.equal(manifest.storage.sizeBytes, 196_608);
  assert.equal(manifest.storage.usedBytes, storedBytes(CODE.length) + storedBytes(1520));
  assert.deepEqual(manifest.variables, { estimated: 47, limit: 1600 });
  // SHA-256 of print("hi") by sha256sum of GNU coreutils.
  assert.equal(manifest.hash, '336f365e3407c76220fd9683cb075331635d4b6cfab8a8421f48df0f80c73a13');
});

test('the same parts give the same bytes on disk', (t) => {
  const folder = folderFor(t);
  const read = (name: string) => {
    writeImage(path.join(folder, name), sample());
    return readdirSync(path.join(folder, name)).map((file) => [
      file,
      readFileSync(path.join(folder, name, file), 'base64'),
    ]);
  };
  assert.deepEqual(read('one'), read('two'));
});

test('an image is read back as it was written', (t) => {
  const folder = folderFor(t);
  writeImage(folder, sample());
  assert.deepEqual(readImage(folder), sample());
  assert.deepEqual(readdirSync(folder).sort(), ['image.js', 'image.js.map', 'manifest.json', 'storage.bin']);
});

test('a missing file is named with the way to make it', (t) => {
  assert.throws(() => readImage(folderFor(t)), {
    code: 'IMAGE_MISSING',
    message: /manifest\.json: cannot be read/,
    help: /tinwire build/,
  });
});

test('a changed script, Storage area or manifest is refused', (t) => {
  const folder = folderFor(t);
  const damage: readonly [string, string | Uint8Array, RegExp][] = [
    ['image.js', 'print("ho")', /image\.js: differs from its hash/],
    ['storage.bin', new Uint8Array(196_608).fill(0xff), /storage\.bin: differs from its hash/],
    ['manifest.json', '{', /is not valid JSON/],
    ['manifest.json', '{"format":1}', /has format 1, but this tool reads format 2/],
    ['manifest.json', '{"format":2}', /has an invalid value at \/board/],
  ];
  for (const [name, data, message] of damage) {
    writeImage(folder, sample());
    writeFileSync(path.join(folder, name), data);
    assert.throws(() => readImage(folder), { code: 'IMAGE_DAMAGED', message, help: /tinwire build/ });
  }
});

test('a Storage area that boots another script is refused, even with a fitting hash', () => {
  const image = sample();
  const other = makeImage({ board, code: bytes('print(2)'), map: '', files: [], modules: [], variables: 0 });
  const mixed = {
    ...image,
    storage: other.storage,
    manifest: { ...image.manifest, storage: other.manifest.storage },
  };
  assert.throws(() => verifyImage(mixed), { code: 'IMAGE_DAMAGED', message: /does not boot image\.js/ });
});

test('a Storage area with a file that was not built is refused', () => {
  const image = sample();
  const storage = withSettings(image.storage, board.chip.storage, [
    { name: 'tinwire.json', data: bytes('{}') },
  ]);
  const hash = createHash('sha256').update(storage).digest('hex');
  const manifest = { ...image.manifest, storage: { ...image.manifest.storage, hash } };
  assert.throws(() => verifyImage({ ...image, storage, manifest }), {
    message: /^esp8266-4mb storage\.bin: contains tinwire\.json/,
  });
});

test('a Storage area without a file that was built, or with another in its place, is refused', () => {
  const image = sample();
  for (const data of [null, bytes('another')]) {
    const files = data === null ? [] : [{ name: 'ascii16', data }];
    const { storage, manifest } = makeImage({ board, code: CODE, map: '', files, modules: [], variables: 0 });
    const mixed = { ...image.manifest, storage: manifest.storage };
    assert.throws(() => verifyImage({ ...image, storage, manifest: mixed }), {
      message: 'esp8266-4mb storage.bin: does not contain ascii16 as built.',
    });
  }
});

test('a board with slots boots the selector, and the image lies in the first slot, committed and on trial', () => {
  const image = makeImage({
    board,
    code: CODE,
    selector: bytes('select()'),
    map: '',
    files: [],
    modules: [],
    variables: 0,
  });
  verifyImage(image);
  assert.deepEqual([image.manifest.hasSlots, image.manifest.crc32], [true, crc32(CODE)]);
  const { files } = decodeStorage(image.storage, board.chip.storage);
  assert.deepEqual(
    files.map(({ name }) => name),
    [BOOT_FILE, 'fw0', 'ab0'],
  );
  assert.deepEqual(decodeState(files[2]?.data ?? new Uint8Array()), {
    sequence: 1,
    lengthBytes: CODE.length,
    crc: crc32(CODE),
    isCommitted: true,
    isConfirmed: false,
    isRejected: false,
    attempts: 0,
  });
});

test('an image whose CRC-32 is another is refused', () => {
  const image = sample();
  const manifest = { ...image.manifest, crc32: 1 };
  assert.throws(() => verifyImage({ ...image, manifest }), {
    message: 'esp8266-4mb image.js: differs from its CRC-32.',
  });
});

test('settings never get into an image', () => {
  for (const name of ['tinwire.json', '.wificfg', 'at.json']) {
    const files = [{ name, data: bytes('{}') }];
    assert.throws(() => makeImage({ board, code: CODE, map: '', files, modules: [], variables: 0 }), {
      code: 'IMAGE_SETTINGS',
      message: `esp8266-4mb image: ${name} belongs to one board, not to the image.`,
      help: /settings are added when the image is flashed/,
    });
  }
});

test('a script that does not fit into Storage is refused with both sizes', () => {
  const code = new Uint8Array(16_384).fill(0x20);
  const small = findBoard('esp8266-1mb');
  assert.throws(() => makeImage({ board: small, code, map: '', files: [], modules: [], variables: 0 }), {
    code: 'STORAGE_FULL',
    message: /16384 bytes do not fit, 16352 of 16384 are free/,
  });
});

test('a manifest or map that is damaged in any field is told as damaged', (t) => {
  const folder = folderFor(t);
  writeImage(folder, sample());
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const damaged = (name: string, text: string) => {
    writeImage(folder, sample());
    writeFileSync(path.join(folder, name), text);
    assert.throws(() => readImage(folder), { code: 'IMAGE_DAMAGED', message: /(manifest\.json|map)/ }, text);
  };
  for (const text of ['null', '[]', '5', '"x"', '{}', '{']) damaged('manifest.json', text);
  for (const field of Object.keys(manifest))
    for (const value of [undefined, null, 5.5, 'x', {}, [], [null], [{}]])
      if (typeof value !== typeof manifest[field] || typeof value === 'object')
        if (!Array.isArray(manifest[field]) || !Array.isArray(value) || value.length > 0)
          damaged('manifest.json', JSON.stringify({ ...manifest, [field]: value }));
  for (const text of ['', 'x', 'null', '[]', '{"mappings":5}']) damaged('image.js.map', text);
});

test('a damaged manifest is told with the place of the first fault', (t) => {
  const folder = folderFor(t);
  const { manifest } = sample();
  for (const [damage, place] of [
    [{ board: 5 }, '/board'],
    [{ firmware: { board: 'x' } }, '/firmware/minimumVersion'],
    [{ files: {} }, '/files'],
    [{ files: [...manifest.files, { ...manifest.files[0], hash: null }] }, '/files/2/hash'],
    [{ variables: [] }, '/variables'],
    [{ modules: [null] }, '/modules/0'],
  ] as const) {
    writeImage(folder, sample());
    writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ ...manifest, ...damage }));
    assert.throws(() => readImage(folder), {
      message: `${path.join(folder, 'manifest.json')}: has an invalid value at ${place}.`,
    });
  }
  writeFileSync(path.join(folder, 'manifest.json'), 'null');
  assert.throws(() => readImage(folder), {
    message: /manifest\.json: has an invalid value at \/\.$/,
  });
});

test('a manifest that is no object has its fault at the root', () => {
  for (const value of [null, 5, 'x', []]) assert.equal(manifestFault(value), '/');
  assert.equal(manifestFault(sample().manifest), null);
});

test('a source map is an object whose mappings, if it has them, are text', () => {
  for (const text of ['{}', '{"version":3}', '{"mappings":"AAAA"}'])
    assert.equal(isSourceMap(text), true, text);
  for (const text of ['', '5', '"x"', 'null', '[]', '{"mappings":5}', '{"mappings":null}'])
    assert.equal(isSourceMap(text), false, text);
});

test('an image made for development says so, any other does not', () => {
  const parts = { board, code: CODE, map: '', files: [], modules: [], variables: 0 };
  assert.equal(makeImage(parts).manifest.development, false);
  assert.equal(makeImage({ ...parts, development: true }).manifest.development, true);
});
