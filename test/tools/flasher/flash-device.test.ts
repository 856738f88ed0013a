/** From a bare virtual board to the running image, over its USB socket. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { flash } from '../../../tools/flasher/flash.ts';
import { encodeStorage } from '../../../tools/protocol/storage-image.ts';
import { webSerial } from '../../../tools/transport/web-serial.ts';
import { markerFirmware } from '../../../tools/vboard/chip/firmware-marker.ts';
import { norFlash } from '../../../tools/vboard/chip/flash.ts';
import { createDevice } from '../../../tools/vboard/device.ts';
import { scriptedEnvironment } from '../../../tools/vboard/radio/scripted-environment.ts';
import { cable } from '../../support/usb-cable.ts';

for (const id of ['esp8266-4mb', 'esp8266-1mb', 'esp32', 'esp32-c3']) {
  test(`a bare ${id} runs the image after one flash`, async () => {
    const board = findBoard(id);
    const cells = new Uint8Array(board.flashBytes).fill(0xff);
    const device = createDevice({
      board,
      flash: norFlash(cells, board.chip.storage.pageSizeBytes),
      environment: scriptedEnvironment({ networks: [] }),
      ports: 'any',
    });
    device.power(true);
    assert.equal(device.state, 'dead');
    const files = markerFirmware(board, '2v29').map(({ name, offsetBytes, bytes }) => ({
      name,
      addressBytes: offsetBytes,
      bytes,
    }));
    const code = new TextEncoder().encode('print("flashed and running")');
    const transport = cable(device.usb);
    let text = '';
    const isSaid = new Promise<void>((resolve) => {
      transport.onBytes((bytes) => {
        text += Buffer.from(bytes).toString('latin1');
        if (text.includes('flashed and running')) resolve();
      });
    });
    try {
      const storage = encodeStorage([{ name: '.bootcde', data: code }], board.chip.storage);
      const result = await flash(
        { transport, webSerial: webSerial(transport) },
        { board, firmware: { version: '2v29', files }, storage },
      );
      assert.equal(result.flashBytes, board.flashBytes);
      assert.equal(device.state, 'run');
      await isSaid;
    } finally {
      await device.close();
    }
  });
}
