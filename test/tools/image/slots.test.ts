import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { hasRoomForTwo, isSlotFile, slotBytes } from '../../../tools/image/slots.ts';
import { encodeStorage } from '../../../tools/protocol/storage-image.ts';

test('a board keeps two images from 64 kB of Storage on', () => {
  assert.equal(hasRoomForTwo({ pageSizeBytes: 4096, pages: 16 }), true);
  assert.equal(hasRoomForTwo({ pageSizeBytes: 4096, pages: 15 }), false);
  assert.equal(hasRoomForTwo(findBoard('esp8266-4mb').chip.storage), true);
  assert.equal(hasRoomForTwo(findBoard('esp8266-1mb').chip.storage), false);
});

test('the slots` files are two images and two states', () => {
  for (const name of ['fw0', 'fw1', 'ab0', 'ab1']) assert.equal(isSlotFile(name), true, name);
  for (const name of ['fw2', 'fw', 'ab', '.bootcde', 'ascii16']) assert.equal(isSlotFile(name), false, name);
});

test('an image takes its own bytes and those of its state, each with a header', () => {
  const area = { pageSizeBytes: slotBytes(101), pages: 1 };
  const files = [
    { name: 'fw0', data: new Uint8Array(101) },
    { name: 'ab0', data: new Uint8Array(32) },
  ];
  assert.equal(encodeStorage(files, area).length, 32 + 104 + 32 + 32);
});
