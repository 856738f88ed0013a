import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createInputQueue,
  inputQueueSize,
} from '../../../../../tools/vboard/espruino/console/input-queue.ts';

test('an ESP8266 loses what its three small buffers do not hold, and says nothing to the sender', () => {
  let sent = '';
  const queue = createInputQueue(inputQueueSize('ESP8266'), (byte) => {
    sent += byte;
  });
  assert.equal(queue.add('x'.repeat(1140)), true);
  assert.equal(queue.add('y'), false);
  assert.equal(queue.take(), 'x'.repeat(1140));
  assert.equal(sent, '');
});

test('an ESP32 stops the sender once at three quarters, and lets it go on when it has emptied', () => {
  let sent = '';
  const queue = createInputQueue(inputQueueSize('ESP32'), (byte) => {
    sent += byte;
  });
  queue.add('x'.repeat(3072));
  assert.equal(sent, '');
  queue.add('x');
  queue.add('x');
  assert.equal(sent, '\x13');
  queue.take();
  assert.equal(sent, '\x13\x11');
  queue.clear();
  assert.equal(queue.length, 0);
});
