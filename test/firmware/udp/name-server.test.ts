import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { askNameServer, WAIT_MS } from '../../../firmware/udp/name-server.ts';
import { type FakeDgram, type FakeTimers, fakeDgram, fakeTimers } from './fake-dgram.ts';

const SERVER = { address: '192.168.1.1', port: 67, size: 300 };
const COOKIE = [0x63, 0x82, 0x53, 0x63];
const ACK = [53, 1, 5];
const NAME_SERVERS = [6, 8, 192, 168, 1, 53, 9, 9, 9, 9];

let dgram: FakeDgram;
let timers: FakeTimers;
let answers: string[];

/** What left, as bytes. */
function request(): Buffer {
  const [sent = ''] = dgram.sockets[0]?.sent ?? [];
  const suffix = ' to 255.255.255.255:67';
  assert.ok(sent.endsWith(suffix));
  return Buffer.from(sent.slice(0, -suffix.length), 'latin1');
}

/** A DHCP server as RFC 2131 has it, with these options. */
function reply(options: number[], xid = request().subarray(4, 8)): void {
  const fixed = Buffer.alloc(236);
  fixed[0] = 2;
  xid.copy(fixed, 4);
  const bytes = Buffer.concat([fixed, Buffer.from([...COOKIE, ...options])]);
  dgram.sockets[0]?.notify('message', bytes.toString('latin1'), SERVER);
}

beforeEach(() => {
  dgram = fakeDgram();
  timers = fakeTimers();
  answers = [];
  askNameServer(dgram, timers, '192.168.1.50', '5c:cf:7f:0a:0b:0c', (address) => answers.push(address));
});

test('asks with DHCPINFORM as RFC 2131 says, in a datagram that every chip can send', () => {
  const bytes = request();
  assert.ok(bytes.length <= 260);
  assert.deepEqual([...bytes.subarray(0, 4)], [1, 1, 6, 0]);
  assert.deepEqual([...bytes.subarray(12, 16)], [192, 168, 1, 50], 'ciaddr');
  assert.deepEqual([...bytes.subarray(16, 28)], new Array(12).fill(0), 'yiaddr, siaddr, giaddr');
  assert.deepEqual([...bytes.subarray(28, 34)], [0x5c, 0xcf, 0x7f, 0x0a, 0x0b, 0x0c], 'chaddr');
  assert.deepEqual([...bytes.subarray(34, 236)], new Array(202).fill(0));
  assert.deepEqual([...bytes.subarray(236)], [...COOKIE, 53, 1, 8, 55, 1, 6, 255]);
});

test('tells the first name server of the acknowledgement, wherever it stands', () => {
  reply([0, ...ACK, ...NAME_SERVERS, 54, 4, 192, 168, 1, 1, 255]);
  assert.deepEqual(answers, ['192.168.1.53']);
  assert.equal(dgram.sockets[0]?.isClosed, true);
  assert.deepEqual(timers.delays(), []);
});

test('an acknowledgement needs no end, and may be cut behind the name server', () => {
  reply([...ACK, 6, 4, 192, 168, 1, 53, 53]);
  assert.deepEqual(answers, ['192.168.1.53']);
});

for (const [what, options] of [
  ['an acknowledgement without one', [...ACK, 255]],
  ['a refusal', [53, 1, 6, ...NAME_SERVERS, 255]],
  ['an answer that is cut', [...ACK, 6, 8, 192]],
  ['an answer without options', []],
  ['an answer that does not say what it is', [...NAME_SERVERS, 255]],
  ['a name server behind the end', [...ACK, 255, 0, ...NAME_SERVERS]],
] as const) {
  test(`${what} tells none`, () => {
    reply([...options]);
    assert.deepEqual(answers, ['']);
  });
}

test('an answer to somebody else tells none, and so does nobody', () => {
  reply([...ACK, ...NAME_SERVERS, 255], Buffer.from([1, 2, 3, 4]));
  assert.deepEqual(answers, ['']);
  dgram = fakeDgram();
  askNameServer(dgram, timers, '192.168.1.50', '5c:cf:7f:0a:0b:0c', (address) => answers.push(address));
  assert.deepEqual(timers.delays(), [WAIT_MS]);
  timers.fire();
  assert.deepEqual(answers, ['', '']);
});
