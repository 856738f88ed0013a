/** What the two lines do, step by step. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CLASSIC,
  CLASSIC_SLOW,
  loaderSequences,
  RUN,
  simulateReset,
  USB_JTAG,
} from '../../../tools/console/reset.ts';
import type { ControlLines, Transport } from '../../../tools/transport/transport.ts';
import { memoryTransport } from '../../support/memory-transport.ts';

const line = (own: Partial<Transport>): Transport => ({
  ...memoryTransport({ async write() {}, close() {} }).transport,
  ...own,
});

test('into the program: held in reset while nothing asks for the loader', () => {
  assert.deepEqual(RUN, {
    name: 'run',
    steps: [
      [{ dtr: false, rts: true }, 100],
      [{ dtr: false, rts: false }, 0],
    ],
  });
});

test('into the loader of a board with a USB serial chip: it is asked for before the reset ends', () => {
  for (const [sequence, name, pauseMs] of [
    [CLASSIC, 'classic', 50],
    [CLASSIC_SLOW, 'classic, slow', 550],
  ] as const)
    assert.deepEqual(sequence, {
      name,
      steps: [
        [{ dtr: false, rts: true }, 100],
        [{ dtr: true, rts: false }, pauseMs],
        [{ dtr: false, rts: false }, 0],
      ],
    });
});

test('into the loader of a chip with USB of its own: through both lines asserted', () => {
  assert.deepEqual(USB_JTAG, {
    name: 'USB-JTAG',
    steps: [
      [{ rts: false, dtr: false }, 100],
      [{ dtr: true, rts: false }, 100],
      [{ rts: true }, 0],
      [{ dtr: false, rts: true }, 100],
      [{ rts: false, dtr: false }, 50],
    ],
  });
});

test('what is tried depends on the line', () => {
  const ways = (own: Partial<Transport>) => loaderSequences(line(own));
  const usb = { vendorId: 0x303a, productId: 0x1001 };
  assert.deepEqual(ways({ hasControlLines: false, usb }), []);
  assert.deepEqual(ways({ hasControlLines: true, usb }), [USB_JTAG, CLASSIC]);
  for (const other of [null, { ...usb, vendorId: 0x10c4 }, { ...usb, productId: 0x1002 }])
    assert.deepEqual(ways({ hasControlLines: true, usb: other }), [CLASSIC, CLASSIC_SLOW, USB_JTAG]);
});

test('a sequence sets its lines one after the other, with its pauses between them', async () => {
  const set: [ControlLines, number][] = [];
  const startMs = performance.now();
  const transport = line({
    async setLines(lines) {
      set.push([lines, performance.now() - startMs]);
    },
  });
  const steps = [
    [{ dtr: true }, 30],
    [{ dtr: false }, 0],
    [{ rts: true }, 0],
  ] as const;
  let hasTurned = false;
  await simulateReset(transport, { name: 'own', steps: steps.slice(1) }).then(() => {
    assert.equal(hasTurned, false);
  });
  setImmediate(() => {
    hasTurned = true;
  });
  await simulateReset(transport, { name: 'own', steps });
  assert.deepEqual(
    set.map(([lines]) => lines),
    [{ dtr: false }, { rts: true }, { dtr: true }, { dtr: false }, { rts: true }],
  );
  assert.ok((set[3]?.[1] ?? 0) - (set[2]?.[1] ?? 0) >= 25);
});
