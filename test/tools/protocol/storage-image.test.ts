import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  decodeStorage,
  encodeStorage,
  FLAG,
  HEADER_BYTES,
  NAME_BYTES,
  storedBytes,
  withFiles,
} from '../../../tools/protocol/storage-image.ts';
import { AREA_CASES } from './storage-areas.ts';

const AREA = { pageSizeBytes: 256, pages: 8 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('lays out header, data and padding as the firmware writes them', () => {
  const image = encodeStorage(
    [
      { name: '.bootcde', data: bytes('print(1)\n') },
      { name: 'x', data: bytes('abcd') },
    ],
    AREA,
  );
  const header = (size: number, name: string): number[] => [
    size,
    0,
    0,
    0,
    ...Buffer.from(name.padEnd(NAME_BYTES, '\0'), 'latin1'),
  ];
  const used = [
    ...header(9, '.bootcde'),
    ...bytes('print(1)\n'),
    0xff,
    0xff,
    0xff,
    ...header(4, 'x'),
    ...bytes('abcd'),
  ];
  assert.deepEqual([...image.subarray(0, used.length)], used);
  assert.equal(image.length, AREA.pageSizeBytes * AREA.pages);
  assert.ok(image.subarray(used.length).every((byte) => byte === 0xff));
});

test('what is encoded is decoded, whatever the names, sizes and bytes', () => {
  const file = fc.record(
    {
      name: fc.string({ unit: fc.constantFrom(...'abz.-_09'), minLength: 1, maxLength: NAME_BYTES }),
      data: fc.uint8Array({ minLength: 1, maxLength: 150 }),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.uniqueArray(file, { selector: ({ name }) => name, maxLength: 10 }), (files) => {
      const contents = decodeStorage(encodeStorage(files, AREA), AREA);
      const used = files.reduce((sum, { data }) => sum + storedBytes(data.length), 0);
      assert.deepEqual(contents.files, files);
      assert.equal(contents.isCorrupt, false);
      assert.equal(contents.freeBytes, AREA.pageSizeBytes * AREA.pages - used);
    }),
  );
});

for (const { name, isCorrupt, files, make } of AREA_CASES) {
  test(`${isCorrupt ? 'the firmware would wipe' : 'the firmware accepts'} ${name}`, () => {
    const contents = decodeStorage(make(AREA), AREA);
    assert.equal(contents.isCorrupt, isCorrupt);
    assert.deepEqual(
      contents.files.map((file) => file.name),
      files,
    );
  });
}

test('of two files with one name the first counts', () => {
  const image = encodeStorage([{ name: 'a', data: bytes('old!') }], AREA);
  const second = encodeStorage([{ name: 'a', data: bytes('new!') }], AREA);
  image.set(second.subarray(0, HEADER_BYTES + 4), HEADER_BYTES + 4);
  const { files } = decodeStorage(image, AREA);
  assert.deepEqual(files, [{ name: 'a', data: bytes('old!') }]);
});

test('adding a file replaces the one of that name and keeps the others, flags included', () => {
  const log = { name: 'log\x01', data: bytes('entry'), flags: FLAG.storageFile };
  const image = encodeStorage([{ name: 'a', data: bytes('old') }, log], AREA);
  const { files } = decodeStorage(withFiles(image, AREA, [{ name: 'a', data: bytes('new one') }]), AREA);
  assert.deepEqual(files, [log, { name: 'a', data: bytes('new one') }]);
});

const REFUSED: readonly { why: string; name: string; data: Uint8Array; code: string; says: RegExp }[] = [
  {
    why: 'a name of 29 bytes',
    name: 'n'.repeat(29),
    data: bytes('x'),
    code: 'STORAGE_NAME',
    says: /29 bytes long/,
  },
  { why: 'no name', name: '', data: bytes('x'), code: 'STORAGE_NAME', says: /is empty/ },
  {
    why: 'a name with a drive prefix',
    name: 'a:b',
    data: bytes('x'),
    code: 'STORAGE_NAME',
    says: /drive prefix/,
  },
  {
    why: 'a name with a zero byte',
    name: 'a\0b',
    data: bytes('x'),
    code: 'STORAGE_NAME',
    says: /not a byte/,
  },
  {
    why: 'a name that is no byte string',
    name: '你',
    data: bytes('x'),
    code: 'STORAGE_NAME',
    says: /not a byte/,
  },
  { why: 'a file without data', name: 'a', data: bytes(''), code: 'STORAGE_EMPTY_FILE', says: /has no data/ },
  {
    why: 'a file one byte too big',
    name: 'a',
    data: new Uint8Array(256 * 8 - 31),
    code: 'STORAGE_FULL',
    says: /2017 bytes do not fit, 2016 of 2048 are free/,
  },
];
for (const { why, name, data, code, says } of REFUSED) {
  test(`refuses ${why}`, () => {
    assert.throws(() => encodeStorage([{ name, data }], AREA), { code, message: says });
  });
}

test('refuses the same name twice', () => {
  const twice = [
    { name: 'a', data: bytes('1') },
    { name: 'a', data: bytes('2') },
  ];
  assert.throws(() => encodeStorage(twice, AREA), { code: 'STORAGE_NAME', message: /occurs twice/ });
});

test('a name of 28 bytes needs no zero at its end', () => {
  const name = 'n'.repeat(NAME_BYTES);
  const { files } = decodeStorage(encodeStorage([{ name, data: bytes('x') }], AREA), AREA);
  assert.deepEqual(files, [{ name, data: bytes('x') }]);
});
