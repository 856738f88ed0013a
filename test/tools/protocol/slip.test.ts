import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSlipDecoder, encodeFrame } from '../../../tools/protocol/slip.ts';

function decode(chunks: readonly (readonly number[])[], maxFrameBytes = 64) {
  const frames: number[][] = [];
  const faults: string[] = [];
  const decoder = createSlipDecoder({
    maxFrameBytes,
    onFrame: (frame) => frames.push([...frame]),
    onFault: (fault) => faults.push(fault),
  });
  for (const chunk of chunks) decoder.push(Uint8Array.from(chunk));
  return { frames, faults };
}

const PAYLOAD = [1, 0xc0, 0xdb, 0xdc, 0xdd, 0xc0, 0xc0, 0xdb, 2];
const WIRE = [...encodeFrame(Uint8Array.from(PAYLOAD))];

test('escapes both special bytes and delimits on both sides', () => {
  assert.deepEqual(
    [...encodeFrame(Uint8Array.of(0xc0, 0x01, 0xdb))],
    [0xc0, 0xdb, 0xdc, 0x01, 0xdb, 0xdd, 0xc0],
  );
});

test('a frame without special bytes has two delimiters more, and nothing else', () => {
  assert.deepEqual([...encodeFrame(Uint8Array.of(1, 2, 3))], [0xc0, 1, 2, 3, 0xc0]);
});

test('gives back a frame split at each position and byte by byte', () => {
  for (let at = 0; at <= WIRE.length; at++) {
    assert.deepEqual(decode([WIRE.slice(0, at), WIRE.slice(at)]).frames, [PAYLOAD]);
  }
  assert.deepEqual(decode(WIRE.map((byte) => [byte])).frames, [PAYLOAD]);
});

test('finds two frames in one chunk, with one or two delimiters between them', () => {
  assert.deepEqual(decode([[...WIRE, ...WIRE]]).frames, [PAYLOAD, PAYLOAD]);
});

test('drops junk before the first delimiter and between two frames', () => {
  assert.deepEqual(decode([[...WIRE, 0x65, 0x74, ...WIRE]]), { frames: [PAYLOAD, PAYLOAD], faults: [] });
  assert.deepEqual(decode([[0x65, 0xdb, 0x74, ...WIRE]]), { frames: [PAYLOAD], faults: [] });
});

test('reports a wrong escape and finds the next frame', () => {
  assert.deepEqual(decode([[0xc0, 1, 0xdb, 2, 3, ...WIRE]]), { frames: [PAYLOAD], faults: ['escape'] });
});

test('reports a frame without end once and holds no more than its bound', () => {
  assert.deepEqual(decode([[0xc0, ...Array<number>(500).fill(7)], WIRE]), {
    frames: [PAYLOAD],
    faults: ['length'],
  });
  assert.deepEqual(decode([[0xc0, 1, 2, 3, 4, 0xc0]], 4).frames, [[1, 2, 3, 4]]);
});

test('a lone delimiter, such as the end of a frame whose start was lost, begins the next one', () => {
  const inside = WIRE.slice(1);
  assert.deepEqual(decode([[1, 2, 0xc0, ...WIRE]]).frames, [PAYLOAD]);
  assert.deepEqual(decode([[1, 2, 0xc0], inside]).frames, [PAYLOAD]);
  assert.deepEqual(decode([[0xc0, 0xc0, 0xc0, ...inside]]).frames, [PAYLOAD]);
  // An escape that the delimiter cuts off: its frame is lost, the next one is not.
  assert.deepEqual(decode([[0xc0, 1, 0xdb, 0xc0, ...inside]]), { frames: [PAYLOAD], faults: ['escape'] });
});

test('a decoder whose owner asks for no faults goes on behind them', () => {
  const frames: number[][] = [];
  const { push } = createSlipDecoder({ maxFrameBytes: 2, onFrame: (frame) => frames.push([...frame]) });
  push(Uint8Array.of(0xc0, 1, 2, 3, 0xc0, 1, 0xdb, 2, 0xc0, 1, 0xdb, 0xc0, 5, 0xc0));
  assert.deepEqual(frames, [[5]]);
});

test('after a reset the rest of a frame is junk', () => {
  const frames: number[][] = [];
  const decoder = createSlipDecoder({ maxFrameBytes: 9, onFrame: (frame) => frames.push([...frame]) });
  decoder.push(Uint8Array.of(0xc0, 1, 0xdb));
  decoder.reset();
  decoder.push(Uint8Array.of(2, 3, 0xc0, 4, 0xc0));
  assert.deepEqual(frames, [[4]]);
});
