import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { SocketPort } from '../../../firmware/ports.ts';
import { request } from '../../../firmware/tcp/request.ts';
import { type FakeTimers, fakeTimers } from '../udp/fake-dgram.ts';
import { type FakeSocket, fakeSocket } from './fake-socket.ts';

let socket: FakeSocket;
let connected: (socket: SocketPort) => void;
let timers: FakeTimers;
let outcomes: string[];
let targets: object[];

function ask(refuses = false): void {
  const net = {
    createServer: () => ({ listen() {}, close() {} }),
    connect(target: object, onConnect: (socket: SocketPort) => void) {
      targets.push(target);
      if (refuses) throw new Error('Unable to create socket');
      connected = onConnect;
      return socket;
    },
  };
  request(net, timers, 'hello', '192.168.1.2', 9000, 500, (answer, failure) => {
    outcomes.push(`${answer}|${failure}`);
  });
}

beforeEach(() => {
  socket = fakeSocket();
  timers = fakeTimers();
  outcomes = [];
  targets = [];
});

test('003-F6 sends once connected, tells the first block that comes back, and closes', () => {
  ask();
  assert.deepEqual(targets, [{ host: '192.168.1.2', port: 9000 }]);
  assert.equal(socket.written, '');
  connected(socket);
  assert.equal(socket.written, 'hello');
  socket.notify('data', 'response...');
  socket.notify('data', 'more');
  socket.notify('close', false);
  assert.deepEqual(outcomes, ['response...|']);
  assert.equal(socket.isEnded, true);
  assert.deepEqual(timers.delays(), []);
});

const FAILURES: [string, boolean, (() => void)[], string][] = [
  ['a chip that throws when refused', true, [], 'no connection'],
  ['a chip that closes when refused', false, [() => socket.notify('close', true)], 'no connection'],
  [
    'a server that closes the connection at once',
    false,
    [() => socket.notify('close', false)],
    'closed without an answer',
  ],
  ['a host that does not answer', false, [() => timers.fire()], 'no connection'],
  ['a server that says nothing', false, [() => connected(socket), () => timers.fire()], 'no answer'],
  [
    'a server that closes',
    false,
    [() => connected(socket), () => socket.notify('close', false)],
    'closed without an answer',
  ],
];
for (const [name, refuses, events, failure] of FAILURES) {
  test(`003-F6 ${name}: told once, and no timer is left`, () => {
    ask(refuses);
    for (const happen of events) happen();
    socket.notify('close', false);
    assert.deepEqual(outcomes, [`|${failure}`]);
    assert.deepEqual(timers.delays(), []);
  });
}

test('a connection that comes about after its time is closed, and nothing is sent', () => {
  ask();
  timers.fire();
  const checks = fakeSocket();
  connected(checks);
  assert.equal(checks.written, '');
  assert.equal(checks.isEnded, true);
});
