import assert from 'node:assert/strict';
import { test } from 'node:test';
import { i2cBus } from '../../../../tools/vboard/chip/i2c-bus.ts';

test('a device gets the bytes sent to its address and nobody else does', () => {
  const bus = i2cBus();
  const seen: number[][] = [];
  bus.attach(0x3c, {
    write: (bytes) => seen.push([...bytes]),
    read: (length) => new Uint8Array(length).fill(7),
  });
  assert.equal(bus.write(0x3c, Uint8Array.of(0, 0xaf)), true);
  assert.equal(bus.write(0x3d, Uint8Array.of(1)), false);
  assert.deepEqual(seen, [[0, 0xaf]]);
  assert.deepEqual([...(bus.read(0x3c, 2) ?? [])], [7, 7]);
  assert.equal(bus.read(0x20, 2), null);
});

test('a detached device no longer acknowledges', () => {
  const bus = i2cBus();
  bus.attach(0x3c, { write: () => {}, read: (length) => new Uint8Array(length) });
  bus.detach(0x3c);
  bus.detach(0x3c);
  assert.equal(bus.write(0x3c, Uint8Array.of(0)), false);
});

test('the bus counts address bytes, and data only when acknowledged', () => {
  const bus = i2cBus();
  bus.attach(0x3c, { write: () => {}, read: (length) => new Uint8Array(length) });
  bus.write(0x3c, new Uint8Array(129));
  bus.write(0x3d, new Uint8Array(129));
  assert.equal(bus.bytesSent, 131);
});
