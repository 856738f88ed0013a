import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SerialPort } from 'serialport';
import { findBoard } from '../../../tools/boards/load.ts';
import { scriptAir } from '../../../tools/vboard/air/script-air.ts';
import { markerFirmware } from '../../../tools/vboard/chip/firmware-marker.ts';
import { norFlash } from '../../../tools/vboard/chip/flash.ts';
import { nodeMcuCircuit, usbJtagCircuit } from '../../../tools/vboard/chip/reset-circuit.ts';
import { createDevice } from '../../../tools/vboard/device.ts';
import { plugPty } from '../../../tools/vboard/plug/pty.ts';

const board = findBoard('esp32');
function device(isBare = false) {
  const flash = norFlash(new Uint8Array(board.flashBytes).fill(0xff), board.chip.storage.pageSizeBytes);
  if (!isBare) for (const file of markerFirmware(board, '2v29')) flash.program(file.offsetBytes, file.bytes);
  return createDevice({ board, flash, air: scriptAir({ networks: [] }), ports: 'any' });
}

test('a port opened by serialport sees the prompt and the answer to 1+1', { timeout: 8000 }, async () => {
  const made = device();
  const plug = await plugPty(made.usb);
  const port = new SerialPort({ path: plug.path, baudRate: 115200 });
  let text = '';
  try {
    await new Promise((resolve) => port.once('open', resolve));
    await new Promise<void>((resolve) => {
      port.on('data', (bytes: Buffer) => {
        const before = text;
        text += bytes.toString('latin1');
        if (!before.includes('>') && text.includes('>')) port.write('1+1\n');
        if (text.includes('=2')) resolve();
      });
      made.power(true);
    });
    assert.match(text, /=2/);
  } finally {
    await new Promise((resolve) => port.close(resolve));
    plug.close();
    await made.close();
  }
});

test('a bare board is dead until its lines put it into the loader', async () => {
  const made = device(true);
  made.power(true);
  assert.equal(made.state, 'dead');
  made.usb.setLines({ dtr: false, rts: true });
  made.usb.setLines({ dtr: true, rts: false });
  assert.equal(made.state, 'rom');
  await made.close();
  await made.close();
});

test('both circuits tell a reset to run from a reset to download', () => {
  const classic = nodeMcuCircuit();
  classic.set({ dtr: false, rts: true });
  assert.equal(classic.set({ rts: false }), 'run');
  classic.set({ rts: true });
  assert.equal(classic.set({ dtr: true, rts: false }), 'download');
  const jtag = usbJtagCircuit();
  jtag.set({ dtr: true, rts: false });
  jtag.set({ rts: true });
  jtag.set({ dtr: false, rts: true });
  assert.equal(jtag.set({ rts: false }), 'download');
  jtag.set({ rts: true });
  assert.equal(jtag.set({ rts: false }), 'run');
});
