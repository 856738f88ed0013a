/** Tutorial 001 as a built image: station, server and client at the same time, every state on the serial line. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { connectPeer } from '../support/peer.ts';
import { AWAY, HOME, laptopServer, powerOn } from './program-board.ts';

const GREETING = /^hello, I am tinwire \S+ esp8266-4mb\r\n$/;
const PORT = 5001;

function both(port: number, others: { absent?: string[]; networks?: object[]; speed?: number } = {}) {
  const { absent, networks = [HOME], speed } = others;
  return {
    id: 'esp8266-4mb',
    entry: 'firmware/tutorials/001/both.ts',
    settings: { wifi: { networks }, client: { host: '127.0.0.1', port } },
    ...(absent && { absent }),
    ...(speed && { speed }),
  };
}

/** The states that the serial line has printed. */
function statesOf(said: string): string[] {
  return [...said.matchAll(/state: (.*)\r/g)].map(([, state = '']) => state);
}

test('001-01 001-08 joins by itself, and prints every state in its order', async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, both(laptop.port));
  await board.line.until('state: connected');
  assert.deepEqual(statesOf(board.said()), [
    'connecting',
    'got-ip 192.168.1.50',
    `server-up ${PORT}`,
    'client-connecting',
    'connected',
  ]);
});

test('001-02 001-03 tells Wi-Fi events with reasons while the network is away, starts no TCP before there is an address, and needs no restart', async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, both(laptop.port, { absent: [HOME.ssid], speed: 40 }));
  await board.line.until('wifi: disconnected, ');
  await board.line.until('state: waiting, home: not found');
  await board.line.until('state: connecting');
  assert.equal(board.vboard.hostPort(PORT), undefined);
  assert.doesNotMatch(board.said(), /client-connecting|server-up/);
  board.environment.accessPointUp(HOME.ssid);
  await board.line.until('state: server-up');
  await board.line.until('state: connected');
  assert.match(board.said(), /wifi: connected to home\r\n.*wifi: got IP 192\.168\.1\.50\r\n/s);
});

// On an interpreter time is the wall's: a lost network is given its 30 s.
const isInterpreter = process.env.ESPRUINO_BIN !== undefined;

test('001-02 001-03 a lost address closes all connections, and the next one starts all again', {
  skip: isInterpreter,
}, async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, both(laptop.port, { networks: [HOME, AWAY], speed: 50 }));
  const accepted = await laptop.accept();
  const peer = await connectPeer(await board.port(PORT));
  await board.line.until('server: client 1 connected');
  board.environment.accessPointDown(HOME.ssid);
  await board.line.until('wifi: disconnected, ');
  await Promise.all([peer.closed(), once(accepted.socket, 'close')]);
  await board.line.until('state: got-ip 192.168.2.50');
  await board.line.until('state: server-up');
  await board.line.until('state: connected');
  assert.match(String(await (await laptop.accept()).next(20)), /^hello, I am/);
  const again = await connectPeer(await board.port(PORT));
  again.send('back');
  assert.equal(String(await again.received(4)), 'back');
  await again.leave();
});

test('001-04 001-06 client and server at the same time send back what they get, and tell connected, received and sent', async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, both(laptop.port));
  const accepted = await laptop.accept();
  await board.line.until(`client: connected to 127.0.0.1:${laptop.port}`);
  const version = String(await accepted.next(1));
  accepted.send('to the client');
  const peer = await connectPeer(await board.port(PORT));
  peer.send('to the server');
  assert.equal(String(await peer.received(13)), 'to the server');
  let back = version;
  while (!back.includes('\n')) back += String(await accepted.next(1));
  assert.match(back, GREETING);
  assert.equal(String(await accepted.next(13)), 'to the client');
  await board.line.until('client: 13 bytes received, sent back');
  // Which of the two is told first is nobody's promise.
  while (!board.said().includes('server: 13 bytes')) await board.line.until('\n');
  assert.match(board.said(), /server: 13 bytes received, sent back/);
  await peer.leave();
  await board.line.until('server: client 1 left');
});

test('001-05 a server whose port is taken comes up within a retry period of its being free', async (t) => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const address = blocker.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const options = both(1);
  const board = await powerOn(t, {
    ...options,
    settings: { ...options.settings, tcp: { port } },
    ports: 'same',
    speed: 20,
  });
  await board.line.until(`state: server-waiting, port ${port} is already in use`);
  blocker.close();
  await once(blocker, 'close');
  await board.line.until(`state: server-up ${port}`);
  const peer = await connectPeer(await board.port(port));
  peer.send('up');
  assert.equal(String(await peer.received(2)), 'up');
  await peer.leave();
});

test('001-07 as an access point it connects only once the device that joined has an address', async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, {
    ...both(laptop.port),
    settings: { wifi: { mode: 'ap' }, client: { host: '127.0.0.1', port: laptop.port } },
  });
  await board.line.until(`state: server-up ${PORT}`);
  // The simulated radio has no devices that join an access point: the module notifies what the chip's would.
  const joined = (ip: string): Promise<string> =>
    board.vboard.evaluate(
      `require("Wifi").getAPDetails=function(){return {stations:[{ip:"${ip}",mac:"02:00:00:00:00:09"}]}}`,
    );
  await joined('0.0.0.0');
  await board.vboard.evaluate('require("Wifi").emit("sta_joined",{mac:"02:00:00:00:00:09"})');
  const peer = await connectPeer(await board.port(PORT));
  peer.send('?');
  await peer.received(1);
  await board.line.until('server: 1 bytes received');
  assert.doesNotMatch(board.said(), /client-connecting/);
  await joined('192.168.4.2');
  await board.line.until('wifi: a device has joined as 192.168.4.2');
  await board.line.until('state: client-connecting');
  await board.line.until('state: connected');
  await peer.leave();
});

test('001-F1 attempts get rarer while they fail, and each says when the next one is', async (t) => {
  const absent = await laptopServer(t);
  await absent.close();
  const board = await powerOn(t, both(absent.port, { speed: 40 }));
  for (const min of [1, 2, 3]) {
    await board.line.until(' refused, next try in ');
    const [, seconds = ''] = /^(\d+) s/.exec(await board.line.until(' s')) ?? [];
    assert.ok(Number(seconds) >= min, seconds);
  }
  assert.ok(statesOf(board.said()).includes('client-waiting, refused'));
});

test('001-F2 a client whose server went away connects again', async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, both(laptop.port));
  (await laptop.accept()).socket.end();
  await board.line.until('state: client-waiting, closed');
  await board.line.until('state: connected');
  assert.match(String(await (await laptop.accept()).next(20)), /^hello, I am/);
});

test('001-F3 what is sent before the last piece has left waits, and nothing is lost on either side', async (t) => {
  const laptop = await laptopServer(t);
  const board = await powerOn(t, both(laptop.port));
  const accepted = await laptop.accept();
  const peer = await connectPeer(await board.port(PORT));
  while (String(await accepted.next(1)) !== '\n');
  await board.line.until('server: client 1 connected');
  const bytes = Buffer.from(Array.from({ length: 10_000 }, (_, index) => (index * 11) & 255));
  accepted.send(bytes);
  peer.send(bytes);
  const [fromClient, fromServer] = await Promise.all([
    accepted.next(bytes.length),
    peer.received(bytes.length),
  ]);
  assert.deepEqual(fromClient, bytes);
  assert.deepEqual(fromServer, bytes);
  await peer.leave();
});
