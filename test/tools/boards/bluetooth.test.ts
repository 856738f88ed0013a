import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLUETOOTH_OFF_STEPS, needsBluetoothOff, withoutBluetooth } from '../../../tools/boards/bluetooth.ts';
import { findBoard } from '../../../tools/boards/load.ts';

test('a board with Bluetooth off has the variables that were counted so', () => {
  const { variables } = withoutBluetooth(findBoard('mpython')).chip;
  assert.deepEqual([variables.count, variables.withoutBluetooth], [5875, undefined]);
});

test('where nobody has counted them it is refused', () => {
  for (const id of ['esp32-c3', 'esp8266-4mb'])
    assert.throws(() => withoutBluetooth(findBoard(id)), { code: 'BLUETOOTH_BAD' });
});

test('an image that counts on them is known by its limit, and what it takes is said', () => {
  const board = findBoard('esp32');
  assert.equal(needsBluetoothOff(board, 5875), true);
  assert.equal(needsBluetoothOff(board, 3149), false);
  assert.match(
    BLUETOOTH_OFF_STEPS.join('\n'),
    /ESP32\.enableBLE\(false\)[\s\S]*erases the boot code and restarts/,
  );
});
