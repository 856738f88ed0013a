/** Where an upload goes: never over what boots now, and never counting on an image that was given up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseSlot } from '../../../tools/console/choose-slot.ts';
import type { SlotState } from '../../../tools/protocol/slots.ts';

const CRC = 0xabcd;
const BYTES = 1000;

const state = (more: Partial<SlotState> = {}): SlotState => ({
  sequence: 1,
  lengthBytes: BYTES,
  crc: CRC,
  isCommitted: true,
  isConfirmed: true,
  isRejected: false,
  attempts: 0,
  ...more,
});
const OTHER = { crc: 1 };
const REJECTED = { isRejected: true };

function choose(running: 0 | 1 | null, zero: SlotState | null, one: SlotState | null): string {
  const inspection = { freeBytes: 0, running, states: [zero, one] as const, sums: new Map() };
  const { slot, sequence, isRunning, isReady } = chooseSlot(inspection, CRC, BYTES);
  return `slot ${slot}, number ${sequence}${isRunning ? ', runs' : ''}${isReady ? ', ready' : ''}`;
}

test('an image that runs already is left where it is', () => {
  assert.equal(choose(0, state(), null), 'slot 0, number 1, runs, ready');
  assert.equal(
    choose(1, state({ sequence: 3, ...OTHER }), state({ sequence: 4 })),
    'slot 1, number 4, runs, ready',
  );
});

test('another image goes into the slot that does not run, with the next number', () => {
  assert.equal(choose(0, state(OTHER), null), 'slot 1, number 2');
  assert.equal(
    choose(1, state({ sequence: 5, ...OTHER }), state({ sequence: 4, ...OTHER })),
    'slot 0, number 6',
  );
});

test('one that was stored before, but not started, is ready', () => {
  assert.equal(choose(0, state(OTHER), state({ sequence: 2 })), 'slot 1, number 3, ready');
});

test('one that was given up, or never committed, is stored anew', () => {
  assert.equal(choose(0, state(OTHER), state({ sequence: 2, ...REJECTED })), 'slot 1, number 3');
  assert.equal(choose(0, state(OTHER), state({ sequence: 2, isCommitted: false })), 'slot 1, number 3');
  assert.equal(choose(0, state(REJECTED), null), 'slot 1, number 2');
});

test('a newer one that was given up does not hide that this one runs', () => {
  assert.equal(
    choose(0, state(), state({ sequence: 2, ...OTHER, ...REJECTED })),
    'slot 0, number 2, runs, ready',
  );
  assert.equal(choose(0, state(), state({ sequence: 2, ...OTHER })), 'slot 1, number 3');
});

test('where none runs, the one that the selector would take is kept', () => {
  assert.equal(choose(null, null, null), 'slot 0, number 1');
  assert.equal(choose(null, state(OTHER), state({ sequence: 2, ...OTHER })), 'slot 0, number 3');
  assert.equal(
    choose(null, state({ sequence: 3, ...OTHER }), state({ sequence: 2, ...OTHER })),
    'slot 1, number 4',
  );
  assert.equal(
    choose(null, state({ sequence: 3, ...REJECTED }), state({ sequence: 2, ...OTHER })),
    'slot 0, number 4',
  );
  assert.equal(choose(null, state({ ...OTHER, ...REJECTED }), state(REJECTED)), 'slot 0, number 2');
  assert.equal(choose(null, state(), null), 'slot 0, number 1, ready');
});
