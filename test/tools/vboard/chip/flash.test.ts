import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ToolError } from '../../../../tools/errors.ts';
import { norFlash } from '../../../../tools/vboard/chip/flash.ts';

const erased = (): Uint8Array => new Uint8Array(64).fill(0xff);

test('programming clears bits and never sets them', () => {
  const flash = norFlash(erased(), 16);
  flash.program(3, Uint8Array.of(0b1100_1100));
  flash.program(3, Uint8Array.of(0b1010_1111));
  assert.deepEqual([...flash.read(2, 3)], [0xff, 0b1000_1100, 0xff]);
});

test('erasing sets one whole page, whichever byte of it is named', () => {
  const flash = norFlash(new Uint8Array(64), 16);
  flash.erasePage(21);
  assert.deepEqual([...flash.read(15, 1)], [0]);
  assert.deepEqual([...flash.read(16, 16)], new Array(16).fill(0xff));
  assert.deepEqual([...flash.read(32, 1)], [0]);
});

test('what is read is a copy', () => {
  const cells = erased();
  const flash = norFlash(cells, 16);
  flash.read(0, 1).fill(0);
  assert.equal(cells[0], 0xff);
});

test('an address outside the flash is refused with its value', () => {
  const flash = norFlash(erased(), 16);
  for (const attempt of [
    () => flash.read(60, 5),
    () => flash.program(64, Uint8Array.of(0)),
    () => flash.erasePage(-1),
  ]) {
    assert.throws(attempt, (error: unknown) => error instanceof ToolError && error.code === 'FLASH_RANGE');
  }
});

test('an area that is no whole number of pages is refused', () => {
  assert.throws(
    () => norFlash(new Uint8Array(65), 16),
    (error: unknown) => error instanceof ToolError && error.code === 'FLASH_SIZE',
  );
});
