import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { ROOT, tinwire } from '../../journeys/clone.ts';

function received(socket: Socket, pattern: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const poll = (bytes: Buffer): void => {
      text += bytes.toString('latin1');
      if (!pattern.test(text)) return;
      socket.off('data', poll);
      resolve(text);
    };
    socket.on('data', poll);
  });
}

test('a bare board on TCP obeys its control port until it quits', { timeout: 15_000 }, async (t) => {
  const sim = tinwire(t, ROOT, [
    ...['sim', '--usb', 'tcp:0', '--bare', '--control', 'tcp:0', '--board', 'esp32'],
  ]);
  const [, usbPort] = await sim.waitFor(/USB port: tcp:\/\/127\.0\.0\.1:(\d+)/);
  const [, controlPort] = await sim.waitFor(/Control port: tcp:\/\/127\.0\.0\.1:(\d+)/);
  const usb = connect(Number(usbPort), '127.0.0.1');
  const control = connect(Number(controlPort), '127.0.0.1');
  t.after(() =>
    [usb, control].forEach((socket) => {
      socket.destroy();
    }),
  );
  const waiting = received(usb, /waiting for download/);
  const answers = received(control, /ok\nerror\nok\n/);
  // A dead board says so every second: it is heard, so the cable is in.
  await received(usb, /./);
  control.write('boot\nnonsense\npower off\n');
  assert.equal(await answers, 'ok\nerror\nok\n');
  await waiting;
  const farewell = received(control, /ok\n/);
  control.write('quit\n');
  await farewell;
  assert.equal(await sim.ended, 0);
});

test('004-04 `press` on the control port presses the BOOT button of the program that runs', {
  timeout: 30_000,
}, async (t) => {
  const sim = tinwire(t, ROOT, ['sim', '--usb', 'tcp:0', '--control', 'tcp:0', '--board', 'esp32']);
  const [, usbPort] = await sim.waitFor(/USB port: tcp:\/\/127\.0\.0\.1:(\d+)/);
  const [, controlPort] = await sim.waitFor(/Control port: tcp:\/\/127\.0\.0\.1:(\d+)/);
  const usb = connect(Number(usbPort), '127.0.0.1');
  const control = connect(Number(controlPort), '127.0.0.1');
  t.after(() =>
    [usb, control].forEach((socket) => {
      socket.destroy();
    }),
  );
  // What is typed while the chip boots is lost, as on a real one.
  await received(usb, />$/);
  const watching = received(usb, /=1\r\n/);
  usb.write("\x10setWatch(e=>print('pressed'+e.state),D0,{repeat:true,edge:0,debounce:50});print('=1')\n");
  await watching;
  const released = received(usb, /pressedtrue[\s\S]*pressedfalse/);
  control.write('press\n');
  await released;
  control.write('quit\n');
  assert.equal(await sim.ended, 0);
});

test('a cable that comes out is said, ends its programs and can be plugged in again', {
  timeout: 15_000,
}, async (t) => {
  const sim = tinwire(t, ROOT, [
    ...['sim', '--usb', 'tcp:0', '--bare', '--control', 'tcp:0', '--board', 'esp32'],
    ...['--faults', 'cut=60'],
  ]);
  const [, usbPort] = await sim.waitFor(/USB port: tcp:\/\/127\.0\.0\.1:(\d+)/);
  const [, controlPort] = await sim.waitFor(/Control port: tcp:\/\/127\.0\.0\.1:(\d+)/);
  const usb = connect(Number(usbPort), '127.0.0.1');
  const control = connect(Number(controlPort), '127.0.0.1');
  t.after(() =>
    [usb, control].forEach((socket) => {
      socket.destroy();
    }),
  );
  usb.on('error', () => {});
  usb.resume();
  // A dead board says so every second, so that the 60 bytes are soon gone.
  await new Promise((resolve) => usb.once('close', resolve));
  await sim.waitFor(/The cable was unplugged\./);
  const answer = received(control, /ok\n/);
  control.write('plug\n');
  await answer;
  const again = connect(Number(usbPort), '127.0.0.1');
  t.after(() => again.destroy());
  await received(again, /rst:/);
  const farewell = received(control, /ok\n/);
  control.write('quit\n');
  await farewell;
  assert.equal(await sim.ended, 0);
});

test('--json tells ports and states as one line each', { timeout: 15_000 }, async (t) => {
  const sim = tinwire(t, ROOT, [
    ...['sim', '--usb', 'tcp:0', '--bare', '--control', 'tcp:0', '--board', 'esp32', '--json'],
  ]);
  const [, controlPort] = await sim.waitFor(/"event":"control","port":(\d+)/);
  const control = connect(Number(controlPort), '127.0.0.1');
  t.after(() => control.destroy());
  control.write('boot\nquit\n');
  assert.equal(await sim.ended, 0);
  const events = sim.output.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; state?: string });
  assert.deepEqual(
    events.map(({ event, state }) => state ?? event),
    ['port', 'control', 'dead', 'rom'],
  );
});
