import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drivenClock } from '../../../../tools/vboard/chip/driven-clock.ts';
import { nodeMcuCircuit } from '../../../../tools/vboard/chip/reset-circuit.ts';
import { slowLinesSocket } from '../../../../tools/vboard/host-ports/slow-lines.ts';

/** A reset circuit behind slow lines, and what it was told. */
function behindSlowLines() {
  const clock = drivenClock();
  const circuit = nodeMcuCircuit();
  const events: unknown[] = [];
  const usb = slowLinesSocket(
    {
      receive: (bytes) => void events.push([...bytes]),
      onSend: () => () => {},
      setLines: (lines) => void events.push(circuit.set(lines) ?? (circuit.isHeld ? 'held' : 'free')),
      setBaud: (baud) => void events.push(baud),
    },
    clock,
  );
  return { clock, events, usb };
}

test("esptool's classic reset enters the loader although 100 ms pass between two lines", () => {
  const { clock, events, usb } = behindSlowLines();
  for (const lines of [
    { dtr: false },
    { rts: true },
    { dtr: false },
    { dtr: true },
    { rts: false },
    { dtr: true },
    { dtr: false },
  ]) {
    usb.setLines(lines);
    clock.advance(100);
  }
  assert.deepEqual(events, ['free', 'held', 'held', 'download', 'free', 'free']);
  assert.equal(clock.pending, 0);
});

test('a hard reset, and both lines that stay asserted, start the program', () => {
  const { clock, events, usb } = behindSlowLines();
  usb.setLines({ rts: true });
  usb.setLines({ rts: false });
  usb.setLines({ rts: true });
  usb.setLines({ dtr: true });
  clock.advance(299);
  assert.deepEqual(events, ['held', 'run', 'held']);
  clock.advance(1);
  assert.deepEqual(events, ['held', 'run', 'held', 'run']);
  usb.setLines({ rts: false });
  assert.deepEqual(events.slice(4), ['free']);
});

test('bytes and rates wait for no line; a DTR that falls again was never there', () => {
  const { clock, events, usb } = behindSlowLines();
  usb.setLines({ rts: true });
  usb.setLines({ dtr: true });
  usb.receive(Uint8Array.of(7));
  usb.setLines({ dtr: false });
  usb.setLines({ dtr: true });
  usb.setBaud(9600);
  assert.deepEqual(events, ['held', 'run', [7], 'held', 'run', 9600]);
  usb.setLines({ dtr: false });
  usb.setLines({ dtr: true });
  usb.setLines({ dtr: false });
  clock.advance(1000);
  assert.deepEqual(events.slice(6), ['held', 'held']);
});
