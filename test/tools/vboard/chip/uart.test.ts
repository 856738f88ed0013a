import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uarts } from '../../../../tools/vboard/chip/uart.ts';

test('each port carries bytes both ways and only to its own listeners, until they leave', () => {
  const lines = uarts();
  const received: string[] = [];
  const leave = lines.onFromBoard('Serial2', (bytes) => received.push(`out ${bytes}`));
  lines.onToBoard('Serial2', (bytes) => received.push(`in ${bytes}`));
  lines.fromBoard('Serial2', 'a');
  lines.fromBoard('Serial3', 'x');
  lines.toBoard('Serial2', 'b');
  leave();
  leave();
  lines.fromBoard('Serial2', 'c');
  assert.deepEqual(received, ['out a', 'in b']);
});
