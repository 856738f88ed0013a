import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { SerialPort } from 'serialport';
import { findBoard } from '../../../tools/boards/load.ts';
import { markerFirmware } from '../../../tools/vboard/chip/firmware-marker.ts';
import { norFlash } from '../../../tools/vboard/chip/flash.ts';
import { nodeMcuCircuit, usbJtagCircuit } from '../../../tools/vboard/chip/reset-circuit.ts';
import { createDevice } from '../../../tools/vboard/device.ts';
import { openPtyPort } from '../../../tools/vboard/host-ports/pty.ts';
import { openTcpPort } from '../../../tools/vboard/host-ports/tcp.ts';
import { scriptedEnvironment } from '../../../tools/vboard/radio/scripted-environment.ts';

const board = findBoard('esp32');
function device(isBare = false, syncEntersLoader = false) {
  const flash = norFlash(new Uint8Array(board.flashBytes).fill(0xff), board.chip.storage.pageSizeBytes);
  if (!isBare) for (const file of markerFirmware(board, '2v29')) flash.program(file.offsetBytes, file.bytes);
  return createDevice({
    board,
    flash,
    environment: scriptedEnvironment({ networks: [] }),
    ports: 'any',
    syncEntersLoader,
  });
}

test('a port opened by serialport sees the prompt and the answer to 1+1', { timeout: 8000 }, async () => {
  const made = device();
  const hostPort = await openPtyPort(made.usb);
  const port = new SerialPort({ path: hostPort.path, baudRate: 115200 });
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
    hostPort.close();
    await made.close();
  }
});

test('a bare board is dead until its lines put it into the loader', async () => {
  const made = device(true);
  made.power(true);
  assert.equal(made.state, 'dead');
  made.usb.setLines({ dtr: false, rts: true });
  assert.equal(made.state, 'held');
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

test('a SYNC enters the loader only where that is asked for', async () => {
  for (const [isAsked, state] of [
    [true, 'rom'],
    [false, 'dead'],
  ] as const) {
    const made = device(true, isAsked);
    made.power(true);
    made.usb.receive(Uint8Array.of(0xc0, 0x00, 0x08));
    made.usb.receive(Uint8Array.of(0x24, 0x00));
    assert.equal(made.state, state);
    await made.close();
  }
});

test('power that goes off silences the board', async () => {
  const made = device(true);
  made.power(true);
  made.power(false);
  assert.equal(made.state, 'off');
  let sent = 0;
  made.usb.onSend((bytes) => {
    sent += bytes.length;
  });
  made.reset();
  assert.equal(sent, 0);
  made.power(true);
  assert.ok(sent > 0);
  await made.close();
});

test('a program that loops on an ESP32 is not ended by a Ctrl-C from a port', {
  timeout: 15_000,
}, async () => {
  const made = device();
  const hostPort = await openTcpPort(made.usb, 0);
  // Another process: this one stands still while the loop runs.
  const script = `
    const socket = require('node:net').connect(${hostPort.port}, '127.0.0.1');
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      if (text.endsWith('>') && !text.includes('while')) socket.write('var t=getTime()+1;while(getTime()<t);print("whole")\\n');
      else if (text.endsWith('"whole")\\r\\n')) setTimeout(() => socket.write('\\x03'), 100);
      else if (text.includes('debug>') || /whole\\r\\n[^]*>$/.test(text)) socket.end('');
    });
    socket.on('close', () => process.stdout.write(text));
    setTimeout(() => socket.write('\\n'), 100);
    setTimeout(() => socket.destroy(), 8000).unref();`;
  made.power(true);
  const client = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  client.stdout.on('data', (bytes) => {
    text += String(bytes);
  });
  await once(client, 'close');
  assert.match(text, /\nwhole\r\n/);
  assert.doesNotMatch(text, /debug>|Interrupted/);
  await hostPort.close();
  await made.close();
});
