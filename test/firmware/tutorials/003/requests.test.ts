import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  askTcp,
  sendUdp,
  startTcpClient,
  startUdpClient,
} from '../../../../firmware/tutorials/003/requests.ts';
import { AppBench, bytesOf } from '../../features/feature-bench.ts';
import { type FakeDgram, fakeDgram } from '../../udp/fake-dgram.ts';

let bench: AppBench;
let dgram: FakeDgram;

beforeEach(() => {
  bench = new AppBench();
  dgram = fakeDgram();
  startTcpClient(bench.net, bench.timers, bench.log);
  startUdpClient(dgram, bench.timers, bench.log);
});

test('a datagram is sent, and without a wait nothing is said', () => {
  sendUdp('hello', '192.168.1.2', 9000);
  assert.deepEqual(dgram.sockets[0]?.sent, ['hello to 192.168.1.2:9000']);
  assert.deepEqual([bench.lines, bench.clock.pending], [[], 0]);
});

test('the answer to a datagram is said with where it came from', () => {
  sendUdp('hello', '192.168.1.2', 9000, 500);
  dgram.sockets[0]?.notify('message', `${bytesOf('你好')}\xff`);
  assert.deepEqual(bench.lines, [`answer from ('192.168.1.7', 50000): ${bytesOf('你好\ufffd')}`]);
});

test('an answer without bytes is one', () => {
  sendUdp('hello', '192.168.1.2', 9000, 500);
  dgram.sockets[0]?.notify('message', '');
  assert.deepEqual(bench.lines, ["answer from ('192.168.1.7', 50000): "]);
});

test('that no answer to a datagram came is said after its time', () => {
  sendUdp('hello', '192.168.1.2', 9000, 500);
  bench.clock.advance(500);
  assert.deepEqual(bench.lines, ['udp: no answer from 192.168.1.2:9000 within 500 ms']);
});

test('a question over TCP is sent once connected, and its answer is said', () => {
  askTcp('hello', '192.168.1.2', 5001);
  const socket = bench.connect();
  assert.equal(socket.written, 'hello');
  socket.notify('data', 'response...\xff');
  assert.deepEqual(bench.lines, [`response : response...${bytesOf('\ufffd')}`]);
  assert.deepEqual(
    bench.connects.map(({ host, port }) => `${host}:${port}`),
    ['192.168.1.2:5001'],
  );
});

test('a server that says nothing is told with the patience that ran out, 5 s where none is named', () => {
  for (const [waitMs, patienceMs] of [
    [undefined, 5000],
    [700, 700],
  ] as const) {
    askTcp('hello', '192.168.1.2', 5001, waitMs);
    bench.connect();
    bench.clock.advance(patienceMs - 1);
    assert.deepEqual(bench.lines, []);
    bench.clock.advance(1);
    assert.deepEqual(bench.said(), [`tcp: 192.168.1.2:5001: no answer within ${patienceMs} ms`]);
  }
});

test('other failures have no time in them', () => {
  askTcp('hello', '192.168.1.2', 5001);
  bench.connects[0]?.socket.notify('close', true);
  assert.deepEqual(bench.lines, ['tcp: 192.168.1.2:5001: no connection']);
});
