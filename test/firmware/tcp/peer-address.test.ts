import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { type AddressedSocket, findPeers } from '../../../firmware/tcp/peer-address.ts';
import { broadcast } from '../../../firmware/tcp/server.ts';
import type { FakeSocket } from './fake-socket.ts';
import { bench, join, reset, start } from './server-bench.ts';

/** 192.168.1.7, port 50000, and 5 bytes. */
const SENDER = '\xc0\xa8\x01\x07\x50\xc3\x05\x00';

/** A client as the interpreter hands it over from a server of that type. */
function joinMarked(): FakeSocket & AddressedSocket {
  return join(false, bench.serverType) as FakeSocket & AddressedSocket;
}

let addresses: string[];

function logAddress({ address, port }: AddressedSocket): void {
  addresses.push(`${address}:${port}`);
}

beforeEach(() => {
  addresses = [];
  reset();
});

test('the sender in front of the first bytes is told before them, and the bytes are answered as they are', () => {
  start(1, 0, false, 'Welcome!', findPeers(logAddress));
  assert.equal(bench.serverType, 3);
  const client = joinMarked();
  assert.equal(client.written, '', 'nothing may be written yet');
  client.notify('data', `${SENDER}hello`);
  assert.deepEqual([client.address, client.port, client.type], ['192.168.1.7', 50_000, 0]);
  assert.deepEqual(addresses, ['192.168.1.7:50000']);
  assert.equal(client.written, 'Welcome!hello');
  client.notify('data', `${SENDER}again`);
  assert.equal(client.written, `Welcome!hello${SENDER}again`);
});

test('nothing is written to a client before its first bytes, and everything can be after', () => {
  const server = start(2, 0, false, '', findPeers());
  const client = joinMarked();
  assert.equal(broadcast(server, 'news'), 0);
  assert.equal(client.written, '');
  client.notify('data', `${SENDER}x`);
  assert.equal(broadcast(server, 'news'), 1);
});

test('a client that is closed or refused before its first bytes is made a plain one, so that words reach it', () => {
  start(1, 0, false, '', findPeers());
  joinMarked();
  const refused = joinMarked();
  assert.equal(refused.type, 0);
  assert.match(refused.written, /server full \(1 clients\)/);
});

test('a sender without bytes behind it is no text either', () => {
  start(1, 0, false, 'Welcome!', findPeers());
  const client = joinMarked();
  client.notify('data', SENDER);
  assert.deepEqual([client.written, client.type, client.address], ['', 0, undefined]);
});

test('without a greeting the answer is all that is written', () => {
  start(1, 0, false, '', findPeers());
  const client = joinMarked();
  client.notify('data', `${SENDER}x`);
  assert.deepEqual([client.written, client.writes], ['x', 1]);
});

test('a reset, which comes as seven bytes, is no text and has no address', () => {
  const server = start(1, 0, false, '', findPeers());
  const client = joinMarked();
  client.notify('data', SENDER.slice(1));
  assert.deepEqual([client.written, client.type, client.address], ['', 0, undefined]);
  client.notify('close', false);
  assert.equal(server.clients[0], null);
});
