import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootMessage } from '../../../../tools/vboard/chip/boot-message.ts';
import { romChipOf } from '../../../../tools/vboard/chip/rom-chips.ts';

// Strap 0x0f was seen on the ESP32's own ROM in a full-chip emulator.
test('an ESP32 whose pins choose its UART alone does not say that it waits for a download', () => {
  const chip = romChipOf({ chip: { id: 'esp32' } });
  assert.ok(chip !== null);
  assert.match(bootMessage(chip, 'uart', 'pin'), /boot:0xf \(UART_BOOT\(UART0\)\)\r\n$/);
  assert.match(
    bootMessage(chip, 'download', 'pin'),
    /boot:0x3 \(DOWNLOAD_BOOT.*\r\nwaiting for download\r\n$/,
  );
});
