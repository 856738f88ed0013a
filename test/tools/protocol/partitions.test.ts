import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  encodePartitions,
  readPartitions,
  storagePartition,
  TABLE_BYTES,
} from '../../../tools/protocol/partitions.ts';

const STORAGE = { label: 'storage', addressBytes: 0x30_0000, sizeBytes: 0x10_0000 };
const OTHER = { label: 'js_code', addressBytes: 0x31_0203, sizeBytes: 0x04_0506 };

/** An entry as the ESP-IDF describes it. */
const entry = (typeAndPlace: string, label: string): Uint8Array =>
  Buffer.concat([
    Buffer.from(`aa50${typeAndPlace}`, 'hex'),
    Buffer.from(label.padEnd(16, '\0'), 'latin1'),
    Buffer.alloc(4),
  ]);

test('writes each partition as 32 bytes: magic, type, address and size little endian, label', () => {
  const table = encodePartitions([STORAGE, OTHER]);
  assert.equal(table.length, TABLE_BYTES);
  const entries = [entry('01820000300000001000', 'storage'), entry('01820302310006050400', 'js_code')];
  assert.deepEqual(Buffer.from(table.subarray(0, 64)), Buffer.concat(entries));
  assert.ok(table.subarray(64).every((byte) => byte === 0xff));
});

test('reads what others wrote, up to the first entry that is none', () => {
  const table = Buffer.concat([
    entry('01020090000000600000', 'nvs'),
    entry('00000000010000001000', 'a label of 16 by'),
    Buffer.alloc(32, 0xff),
    entry('01820000300000001000', 'storage'),
  ]);
  assert.deepEqual(readPartitions(table), [
    { label: 'nvs', addressBytes: 0x9000, sizeBytes: 0x6000 },
    { label: 'a label of 16 by', addressBytes: 0x1_0000, sizeBytes: 0x10_0000 },
  ]);
});

test('reads a table that fills its bytes to the end, and none that is cut inside an entry', () => {
  const table = encodePartitions([STORAGE, OTHER]);
  assert.deepEqual(readPartitions(table.subarray(0, 64)), [STORAGE, OTHER]);
  assert.deepEqual(readPartitions(table.subarray(0, 63)), [STORAGE]);
  assert.deepEqual(readPartitions(table.subarray(1)), []);
});

test('Storage lies where the label says, not where another partition does', () => {
  assert.deepEqual(storagePartition(encodePartitions([OTHER, STORAGE])), STORAGE);
  assert.equal(storagePartition(encodePartitions([OTHER])), null);
  assert.equal(storagePartition(encodePartitions([])), null);
});

test('an empty label is read as such, and a long one is cut to its field', () => {
  const table = encodePartitions([
    { ...OTHER, label: '' },
    { ...OTHER, label: 'one of more than 16' },
  ]);
  assert.deepEqual(
    readPartitions(table).map(({ label }) => label),
    ['', 'one of more than'],
  );
});
