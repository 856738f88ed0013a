import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wallClock } from '../../../../tools/vboard/chip/clock.ts';
import { drivenClock } from '../../../../tools/vboard/chip/driven-clock.ts';
import { pacedSocket } from '../../../../tools/vboard/chip/line-rate.ts';
import { subscribers } from '../../../../tools/vboard/subscribers.ts';
import type { UsbSocket } from '../../../../tools/vboard/usb.ts';

/** A board that writes down what happens to it. */
function recorder() {
  const sends = subscribers<[Uint8Array]>();
  const events: string[] = [];
  let received: number[] = [];
  const socket: UsbSocket = {
    receive(bytes) {
      received = received.concat([...bytes]);
      events.push(`bytes ${bytes.length}`);
    },
    onSend: sends.add,
    setLines: (lines) => events.push(`lines ${JSON.stringify(lines)}`),
    setBaud: (baud) => events.push(`baud ${baud}`),
  };
  return { socket, events, send: sends.notify, received: () => received };
}

const count = (length: number) => Uint8Array.from({ length }, (_, index) => index & 0xff);

test('96 bytes at 9600 baud take 100 ms, in order, and never come early', () => {
  const clock = drivenClock();
  const board = recorder();
  const line = pacedSocket(board.socket, { baud: () => 9600, clock });
  line.receive(count(96));
  for (let ms = 1; ms <= 100; ms += 1) {
    clock.advance(1);
    const allowed = Math.floor(clock.now() * 0.96 + 1e-6);
    assert.ok(board.received().length <= allowed, `${board.received().length} bytes after ${ms} ms`);
    assert.ok(board.received().length >= allowed - 2, `${board.received().length} bytes after ${ms} ms`);
  }
  clock.advance(0.001);
  assert.deepEqual(board.received(), [...count(96)]);
  assert.equal(clock.pending, 0);
});

test('the direction to the computer has the same pace and does not share it', () => {
  const clock = drivenClock();
  const board = recorder();
  const line = pacedSocket(board.socket, { baud: () => 115200, clock });
  const received: number[] = [];
  const stop = line.onSend((bytes) => received.push(...bytes));
  board.send(count(1152));
  line.receive(count(1152));
  clock.advance(50);
  assert.ok(received.length > 540 && received.length <= 576, `${received.length}`);
  assert.equal(board.received().length, received.length);
  clock.advance(50.001);
  assert.deepEqual(received, [...count(1152)]);
  stop();
  board.send(count(3));
  clock.advance(10);
  assert.equal(received.length, 1152);
});

test('bytes arrive in groups of about 2 ms at a high rate, and one by one at a low one', () => {
  const clock = drivenClock();
  const fast = recorder();
  pacedSocket(fast.socket, { baud: () => 1_000_000, clock }).receive(count(1000));
  const slow = recorder();
  pacedSocket(slow.socket, { baud: () => 300, clock }).receive(count(2));
  clock.advance(100);
  assert.deepEqual(fast.events, Array(5).fill('bytes 200'));
  assert.deepEqual(slow.events, ['bytes 1', 'bytes 1']);
});

test('a rate change waits for the bytes before it and counts for those after it', () => {
  const clock = drivenClock();
  const board = recorder();
  let baud = 1000;
  const inner: UsbSocket = {
    ...board.socket,
    setBaud(next) {
      baud = next;
      board.socket.setBaud(next);
    },
  };
  const line = pacedSocket(inner, { baud: () => baud, clock });
  line.receive(count(1));
  line.setBaud(10_000);
  line.receive(count(2));
  line.setLines({ dtr: true });
  assert.deepEqual(board.events, ['lines {"dtr":true}']);
  clock.advance(9.9);
  assert.equal(board.events.length, 1);
  clock.advance(0.2);
  assert.deepEqual(board.events.slice(1), ['bytes 1', 'baud 10000']);
  clock.advance(1.9);
  assert.deepEqual(board.events.slice(3), ['bytes 2']);
  line.setBaud(300);
  assert.equal(board.events.at(-1), 'baud 300');
});

test('an idle line saves up no time', () => {
  const clock = drivenClock();
  const board = recorder();
  const line = pacedSocket(board.socket, { baud: () => 10_000, clock });
  clock.advance(5000);
  line.receive(count(10));
  clock.advance(9.5);
  assert.equal(board.received().length, 8);
  clock.advance(0.6);
  assert.equal(board.received().length, 10);
});

test('beyond 1 MiB bytes are lost and counted, the ones before arrive', () => {
  const clock = drivenClock();
  const board = recorder();
  let length = 0;
  const inner = { ...board.socket, receive: (bytes: Uint8Array) => (length += bytes.length) };
  const line = pacedSocket(inner, { baud: () => 1e9, clock });
  line.receive(new Uint8Array((1 << 20) - 1));
  line.receive(new Uint8Array(3));
  board.send(new Uint8Array((1 << 20) + 7));
  assert.deepEqual(line.dropped, { toBoard: 2, fromBoard: 7 });
  clock.advance(20);
  assert.equal(length, 1 << 20);
});

test('an answer sent from within a delivery is paced too', () => {
  const clock = drivenClock();
  const board = recorder();
  const inner = { ...board.socket, receive: (bytes: Uint8Array) => board.send(bytes) };
  const line = pacedSocket(inner, { baud: () => 10_000, clock });
  const at: number[] = [];
  line.onSend((bytes) => {
    at.push(Math.round(clock.now()));
    if (at.length < 3) line.receive(bytes);
  });
  line.receive(count(1));
  clock.advance(20);
  assert.deepEqual(at, [2, 4, 6]);
});

test('a closed line passes nothing and holds no timer', () => {
  const clock = drivenClock();
  const board = recorder();
  const line = pacedSocket(board.socket, { baud: () => 9600, clock });
  line.onSend(() => board.events.push('sent'));
  line.receive(count(10));
  line.close();
  line.close();
  line.receive(count(10));
  line.setBaud(1);
  board.send(count(1));
  clock.advance(1000);
  assert.deepEqual(board.events, []);
  assert.equal(clock.pending, 0);
});

test('on the wall clock, whose timers cut fractions, bytes come no faster than the line and all come', async () => {
  const clock = wallClock();
  const board = recorder();
  const start = clock.now();
  let received = 0;
  await new Promise<void>((resolve) => {
    const inner = {
      ...board.socket,
      receive(bytes: Uint8Array) {
        received += bytes.length;
        assert.ok(
          received <= (clock.now() - start) * 11.52 + 1,
          `${received} after ${clock.now() - start} ms`,
        );
        if (received === 1000) resolve();
      },
    };
    pacedSocket(inner, { baud: () => 115200, clock }).receive(count(1000));
  });
  assert.ok(clock.now() - start >= 86);
});
