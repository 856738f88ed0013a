import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bytesOf } from '../../../tools/protocol/byte-text.ts';
import {
  decodeStorage,
  encodeStorage,
  FLAG,
  HEADER_BYTES,
  MAX_FILE_BYTES,
  NAME_BYTES,
  storedBytes,
  walkStorage,
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

const REFUSED: readonly {
  why: string;
  name: string;
  data: Uint8Array;
  code: string;
  says: RegExp;
  help: RegExp;
}[] = [
  {
    why: 'a name of 29 bytes',
    name: 'n'.repeat(29),
    data: bytes('x'),
    code: 'STORAGE_NAME',
    says: /"n{29}": the name is 29 bytes long/,
    help: /at most 28/,
  },
  {
    why: 'a name of 30 bytes, and shows it as text',
    name: bytesOf('ü'.repeat(15)),
    data: bytes('x'),
    code: 'STORAGE_NAME',
    says: /"ü{15}": the name is 30 bytes long/,
    help: /at most 28/,
  },
  {
    why: 'no name',
    name: '',
    data: bytes('x'),
    code: 'STORAGE_NAME',
    says: /is empty/,
    help: /Use a name/,
  },
  {
    why: 'a name with a drive prefix',
    name: 'a:b',
    data: bytes('x'),
    code: 'STORAGE_NAME',
    says: /drive prefix/,
    help: /Remove the colon/,
  },
  {
    why: 'a name with a zero byte',
    name: 'a\0b',
    data: bytes('x'),
    code: 'STORAGE_NAME',
    says: /not a byte/,
    help: /Use ASCII/,
  },
  {
    why: 'a name that is no byte string',
    name: '你',
    data: bytes('x'),
    code: 'STORAGE_NAME',
    says: /"你": the name has a character that is not a byte/,
    help: /Use ASCII/,
  },
  {
    why: 'a file without data',
    name: bytesOf('ö'),
    data: bytes(''),
    code: 'STORAGE_EMPTY_FILE',
    says: /"ö": has no data/,
    help: /omit it/,
  },
  {
    why: 'a file one byte too big',
    name: 'a',
    data: new Uint8Array(256 * 8 - 31),
    code: 'STORAGE_FULL',
    says: /2017 bytes do not fit, 2016 of 2048 are free/,
    help: /use a board with more Storage/,
  },
];
for (const { why, name, data, code, says, help } of REFUSED) {
  test(`refuses ${why}`, () => {
    assert.throws(() => encodeStorage([{ name, data }], AREA), { code, message: says, help });
  });
}

test('says how much is left behind the files that fit', () => {
  const first = { name: 'a', data: bytes('1234') };
  const second = { name: 'b', data: new Uint8Array(2000) };
  assert.throws(() => encodeStorage([first, second], AREA), {
    message: /"b": 2000 bytes do not fit, 1980 of 2048 are free/,
  });
  const full = { name: 'a', data: new Uint8Array(2016) };
  assert.throws(() => encodeStorage([full, first], AREA), { message: /occurs twice/ });
  assert.throws(() => encodeStorage([full, second], AREA), { message: / 0 of 2048 are free/ });
});

test('a size has 24 bits, however big Storage is', () => {
  const area = { pageSizeBytes: 0x10_0000, pages: 17 };
  const max = new Uint8Array(MAX_FILE_BYTES);
  assert.equal(decodeStorage(encodeStorage([{ name: 'a', data: max }], area), area).files.length, 1);
  const more = new Uint8Array(MAX_FILE_BYTES + 1);
  assert.throws(() => encodeStorage([{ name: 'a', data: more }], area), { code: 'STORAGE_FULL' });
});

test('a name may have any byte but zero', () => {
  const name = 'a\x01\xff';
  assert.equal(decodeStorage(encodeStorage([{ name, data: bytes('x') }], AREA), AREA).files[0]?.name, name);
});

test('a file that a program deleted is walked over, without a name', () => {
  const image = encodeStorage([{ name: 'gone', data: bytes('x') }], AREA);
  image[4] = 0;
  assert.deepEqual(walkStorage(image, AREA.pageSizeBytes), {
    entries: [{ address: 0, name: '', flags: FLAG.normal, sizeBytes: 1, isDeleted: true }],
    endAddress: storedBytes(1),
    isCorrupt: false,
  });
});

test('refuses the same name twice', () => {
  const twice = [
    { name: 'a', data: bytes('1') },
    { name: 'a', data: bytes('2') },
  ];
  assert.throws(() => encodeStorage(twice, AREA), {
    code: 'STORAGE_NAME',
    message: /occurs twice/,
    help: 'Keep one of them.',
  });
});

test('a name of 28 bytes needs no zero at its end', () => {
  const name = 'n'.repeat(NAME_BYTES);
  const { files } = decodeStorage(encodeStorage([{ name, data: bytes('x') }], AREA), AREA);
  assert.deepEqual(files, [{ name, data: bytes('x') }]);
});
