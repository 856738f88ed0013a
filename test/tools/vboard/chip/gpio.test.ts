import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gpio } from '../../../../tools/vboard/chip/gpio.ts';

test('an output shows what is written and ignores the outside', () => {
  const pins = gpio();
  pins.setMode(2, 'output');
  pins.write(2, 1);
  pins.drive(2, 0);
  assert.equal(pins.read(2), 1);
});

test('an input follows the outside and falls back to its pull', () => {
  const pins = gpio();
  pins.setMode(0, 'input_pullup');
  assert.equal(pins.read(0), 1);
  pins.drive(0, 0);
  assert.equal(pins.read(0), 0);
  pins.drive(0, null);
  assert.equal(pins.read(0), 1);
});

test('an open drain pulls low but cannot push high', () => {
  const pins = gpio();
  pins.setMode(4, 'opendrain');
  pins.write(4, 1);
  assert.equal(pins.read(4), 0);
  pins.drive(4, 1);
  assert.equal(pins.read(4), 1);
  pins.write(4, 0);
  assert.equal(pins.read(4), 0);
});

test('listeners hear changes of the wire only, until they leave', () => {
  const pins = gpio();
  const received: string[] = [];
  const leave = pins.onChange((pin, level) => received.push(`${pin}=${level}`));
  pins.setMode(2, 'output');
  pins.write(2, 1);
  pins.write(2, 1);
  pins.write(2, 0);
  leave();
  pins.write(2, 1);
  assert.deepEqual(received, ['2=1', '2=0']);
});

test('an analogue reading finds the outside voltage, else the level', () => {
  const pins = gpio();
  assert.equal(pins.readAnalog(34), 0);
  pins.driveAnalog(34, 0.25);
  assert.equal(pins.readAnalog(34), 0.25);
});
