import assert from 'node:assert/strict';
import test from 'node:test';
import {
  type KnownBlocks,
  NOTHING_KNOWN,
  type Piece,
  planPieces,
  sentBytes,
} from '../../../tools/console/delta.ts';
import { crc32 } from '../../../tools/protocol/crc32.ts';
import { dice } from '../../support/engine-transport.ts';
import { bytesOf, programText } from '../../support/slot-image.ts';

const BLOCK = 256;
/** A larger write is copied to the ESP8266's stack of 4 kB and resets the chip. */
const MAX_WRITE_BYTES = 1024;

function known(old: Uint8Array): KnownBlocks {
  const crcs: number[] = [];
  for (let at = 0; at < old.length; at += BLOCK) crcs.push(crc32(old.subarray(at, at + BLOCK)));
  return { lengthBytes: old.length, blockBytes: BLOCK, crcs };
}

/** What the board makes of the pieces; every rule of a piece is looked at on the way. */
function apply(pieces: readonly Piece[], old: Uint8Array, length: number): Uint8Array {
  const made = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    const bytes = piece.kind === 'insert' ? piece.bytes : old.subarray(piece.from, piece.from + piece.length);
    assert.equal(piece.offset, at);
    assert.equal(piece.offset % 4, 0);
    assert.ok(bytes.length > 0 && bytes.length <= MAX_WRITE_BYTES);
    assert.equal(crc32(bytes), piece.crc);
    made.set(bytes, at);
    at += bytes.length;
  }
  assert.equal(at, length);
  return made;
}

test('sends everything when nothing is known', () => {
  const target = bytesOf(programText(3_001));
  const pieces = planPieces(target, NOTHING_KNOWN, 220);
  assert.deepEqual(apply(pieces, new Uint8Array(), target.length), target);
  assert.equal(sentBytes(pieces), target.length);
});

test('finds the blocks of an edited file behind an insertion of any length', () => {
  const text = programText(20_000);
  for (const added of ['x', 'xy', 'xyz', 'function added(){return 1}\n']) {
    const target = bytesOf(`${text.slice(0, 9_001)}${added}${text.slice(9_001)}`);
    const pieces = planPieces(target, known(bytesOf(text)), 1000);
    assert.deepEqual(apply(pieces, bytesOf(text), target.length), target);
    assert.ok(sentBytes(pieces) < 1_000, `${sentBytes(pieces)} bytes sent`);
  }
});

test('makes the new file out of any two files', () => {
  const roll = dice(3);
  for (let round = 0; round < 60; round++) {
    const old = programText(1 + Math.floor(roll() * 4_000), round);
    const from = Math.floor(roll() * old.length);
    const target = bytesOf(
      old.slice(from) + programText(Math.floor(roll() * 900), round + 1) + old.slice(0, from + 1),
    );
    const pieces = planPieces(target, known(bytesOf(old)), 4 * (1 + Math.floor(roll() * 250)));
    assert.deepEqual(apply(pieces, bytesOf(old), target.length), target);
  }
});

test('what is sent is cut into pieces of the size that is asked for', () => {
  const target = bytesOf(programText(1_000));
  const pieces = planPieces(target, NOTHING_KNOWN, 400);
  assert.deepEqual(
    pieces.map(({ kind, offset }) => [kind, offset]),
    [
      ['insert', 0],
      ['insert', 400],
      ['insert', 800],
    ],
  );
  assert.deepEqual(planPieces(new Uint8Array(0), NOTHING_KNOWN, 400), []);
});

test('the same file again is copied whole, in pieces below the chip`s bound', () => {
  const old = bytesOf(programText(2_560)).subarray(0, 2_560);
  const pieces = planPieces(old, known(old), 400);
  assert.equal(sentBytes(pieces), 0);
  assert.deepEqual(
    pieces.map((piece) => (piece.kind === 'copy' ? [piece.offset, piece.from, piece.length] : piece)),
    [
      [0, 0, 1024],
      [1024, 1024, 1024],
      [2048, 2048, 512],
    ],
  );
});

test('the shorter block at a file`s end is not looked for', () => {
  const old = bytesOf(programText(300)).subarray(0, 300);
  const pieces = planPieces(old, known(old), 400);
  assert.equal(sentBytes(pieces), 44);
  assert.equal(pieces[0]?.kind, 'copy');
});

test('of equal blocks the one that carries a run on is taken, so that it stays one piece', () => {
  const block = bytesOf(programText(BLOCK)).subarray(0, BLOCK);
  const same = new Uint8Array(BLOCK).fill(0x20);
  const old = Uint8Array.from([...same, ...block, ...same, ...block]);
  const pieces = planPieces(old, known(old), 400);
  assert.deepEqual(
    pieces.map((piece) => (piece.kind === 'copy' ? [piece.offset, piece.from, piece.length] : piece)),
    [[0, 0, 1024]],
  );
});

test('a block at an odd place is copied from the next word on and up to the last whole one', () => {
  const old = bytesOf(programText(BLOCK)).subarray(0, BLOCK);
  const target = Uint8Array.from([1, ...old, 2, 3]);
  const pieces = planPieces(target, known(old), 400);
  assert.deepEqual(
    pieces.map((piece) =>
      piece.kind === 'copy' ? [piece.offset, piece.from, piece.length] : [piece.offset, piece.bytes.length],
    ),
    [
      [0, 4],
      [4, 3, 252],
      [256, 3],
    ],
  );
});
