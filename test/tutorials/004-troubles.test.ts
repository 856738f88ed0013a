/** Tutorial 004 when things go wrong, and what its settings leave to the reader: both sketches as built images. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { GUARD_MS } from '../../firmware/serial/escape.ts';
import { findBoard } from '../../tools/boards/load.ts';
import { openSession } from '../../tools/console/open-console.ts';
import { ToolError } from '../../tools/errors.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import { scriptedEnvironment } from '../../tools/vboard/radio/scripted-environment.ts';
import { createBoard } from '../../tools/vboard/vboard.ts';
import { builtImage } from '../support/board-under-test.ts';
import { engineTransport } from '../support/engine-transport.ts';
import { startTutorialBoard, type TutorialBoard } from '../support/tutorial-board.ts';

const BRIDGE = 'firmware/tutorials/004/bridge.ts';
const CLIENTS = 'firmware/tutorials/004/clients.ts';
const STEP_MS = 1000;
const MAX_STEPS = 200;

const boards: TutorialBoard[] = [];
const start = async (...options: Parameters<typeof startTutorialBoard>): Promise<TutorialBoard> => {
  const board = await startTutorialBoard(...options);
  boards.push(board);
  return board;
};
/** Lets time pass until the line has said `text`. */
const passUntil = async (board: TutorialBoard, text: string): Promise<string> => {
  for (let step = 0; step < MAX_STEPS && !board.line.received().includes(text); step++) {
    await board.pass(STEP_MS);
  }
  return board.line.until(text);
};

afterEach(async () => {
  for (const board of boards.splice(0)) await board.vboard.stop();
});

for (const { entry, port } of [
  { entry: BRIDGE, port: 8888 },
  { entry: CLIENTS, port: 80 },
]) {
  test(`${port === 80 ? '004-10' : '004-01'} without a setting ${entry} listens on port ${port}`, async () => {
    const board = findBoard('esp8266-4mb');
    const { storage } = await builtImage('esp8266-4mb', entry);
    const data = new TextEncoder().encode(
      JSON.stringify({ wifi: { networks: [{ ssid: 'home', password: '' }] } }),
    );
    const vboard = createBoard({
      board,
      storage: withSettings(storage, board.chip.storage, [{ name: 'tinwire.json', data }]),
      environment: scriptedEnvironment({ networks: [{ ssid: 'home' }], timing: { joinMs: 5, addressMs: 5 } }),
      ports: 'any',
    });
    const listening = new Promise<number>((resolve) => {
      vboard.onListen(({ boardPort }) => {
        if (boardPort !== 88 && boardPort !== 23) resolve(boardPort);
      });
    });
    try {
      await vboard.start();
      assert.equal(await listening, port);
    } finally {
      await vboard.stop();
    }
  });
}

for (const id of ['esp8266-4mb', 'esp32']) {
  test(`004-06 +++ alone gives the line of the ${id} to the console, and app.resume() bridges again`, async () => {
    const board = await start(id, BRIDGE);
    const peer = await board.join('Client Connected\r\n');
    await board.pass(GUARD_MS);
    await board.type('+++');
    await board.pass(GUARD_MS);
    await board.line.until('Console is back; app.resume() resumes the bridge\r\n');
    await board.type('1+1\n');
    await board.line.until('=2\r\n');
    peer.send('not for the console\n');
    while ((await board.vboard.evaluate('app.bridge.refused')) !== '20') await new Promise(setImmediate);
    await board.type('app.resume()\n');
    board.line.forget();
    peer.send('for the line\n');
    assert.equal(await board.line.until('\n'), 'for the line\n');
    await board.type('from the line\n');
    assert.equal(String(await peer.received(14)), 'from the line\n');
  });

  test(`004-F5 the ${id} says that its network is gone, joins it again and says so`, async () => {
    const board = await start(id, BRIDGE);
    board.environment.accessPointDown('home');
    await passUntil(board, '\r\nConnecting to Wifi\r\n');
    await passUntil(board, '.');
    board.environment.accessPointUp('home');
    await passUntil(board, '\r\nConnected to home\r\nIP address: 192.168.1.50\r\n');
    await board.line.until(`Open Telnet and connect to IP:192.168.1.50 on port ${board.tcpPort}\r\n`);
    const peer = await board.join('Client Connected\r\n');
    await board.type('served again\r\n');
    assert.equal(String(await peer.received(14)), 'served again\r\n');
  });

  test(`004-F5 the ${id} says why it cannot join, once, and goes on trying`, async () => {
    const board = await start(id, CLIENTS);
    board.environment.setPassword('home', 'another-password');
    board.environment.accessPointDown('home');
    board.environment.accessPointUp('home');
    const said = await passUntil(board, '\r\nhome: wrong password\r\n');
    assert.match(said, /^\r\n\r\nConnecting to home\r\n/);
    await board.pass(STEP_MS * 60);
    assert.doesNotMatch(board.line.received(), /wrong password/);
    board.environment.setPassword('home', 'home-password');
    await passUntil(board, '\r\nWiFi connected\r\n192.168.1.50\r\n');
  });
}

test('004-06 the tools are told that the line is a bridge, and say what to type', async () => {
  const board = await start('esp8266-4mb', BRIDGE);
  const opening = openSession(engineTransport(board.vboard), { timeoutMs: 50, mayInterrupt: false });
  await assert.rejects(opening, (error: unknown) => {
    assert.ok(error instanceof ToolError);
    assert.equal(error.code, 'SESSION_TIMEOUT');
    assert.match(error.message, /its serial line is in bridge mode/);
    assert.match(String(error.help), /type \+\+\+ with a second/);
    return true;
  });
});

test('004-F5 no network and no password is in the image', async () => {
  for (const entry of [BRIDGE, CLIENTS]) {
    const { storage } = await builtImage('esp8266-4mb', entry);
    assert.equal(Buffer.from(storage).includes('home'), false);
    assert.equal(Buffer.from(storage).includes('tinwire.json'), true);
  }
});

test('004-F4 a client that resets its connection frees its slot for the next', async () => {
  const board = await start('esp8266-4mb', CLIENTS);
  const peer = await board.join('new client\r\n');
  peer.send('half a line');
  peer.socket.resetAndDestroy();
  while ((await board.vboard.evaluate('app.clients[0]')) !== 'null') await new Promise(setImmediate);
  const next = await board.join('new client\r\n');
  next.send('whole\r');
  assert.equal(await board.line.until('\n'), '1: whole\r\n');
});

test('004-F4 a client that says nothing for the time of the settings is closed and frees its slot', async () => {
  const board = await start('esp8266-4mb', CLIENTS, { settings: { tcp: { idleMs: 60_000 } } });
  const peer = await board.join('new client\r\n');
  const busy = await board.join('new client\r\n');
  for (let quarter = 0; quarter < 6; quarter++) {
    busy.send('here\r');
    await board.line.until('2: here\r\n');
    await board.pass(15_000);
  }
  await peer.closed();
  assert.match(board.console(), /client 1 idle, closed\r\n/);
  assert.doesNotMatch(board.console(), /client 2 idle/);
  assert.equal(await board.vboard.evaluate('app.clients[0]'), 'null');
});

test('004-13 with closeAfterLine a client is closed after its line and its slot is free', async () => {
  const board = await start('esp8266-4mb', CLIENTS, { settings: { clients: { closeAfterLine: true } } });
  const peer = await board.join('new client\r\n');
  peer.send('only this\rnot this\r');
  assert.equal(await board.line.until('\n'), '1: only this\r\n');
  await peer.closed();
  const next = await board.join('new client\r\n');
  next.send('next\r');
  assert.equal(await board.line.until('next\r\n'), '1: next\r\n');
});
