/** Somebody types over the board's own network, and takes it away: he hears it, and the console is there again with the network. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import {
  type AtBoard,
  HOME,
  listenTo,
  type SocketReader,
  startAtBoard,
  startLaptop,
  untilJoined,
} from '../support/at-board.ts';

const OK = '\r\nOK\r\n';

interface Typist extends SocketReader {
  type(text: string): void;
  leave(): void;
}

async function newTypist(t: TestContext, port: number): Promise<Typist> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  return { ...listenTo(socket), type: (text) => void socket.write(text), leave: () => socket.destroy() };
}

/** A client that is let in and answered; until then it may get `console in use`. */
async function answered(t: TestContext, port: number): Promise<Typist> {
  for (;;) {
    try {
      const typist = await newTypist(t, port);
      typist.type('AT\r\n');
      await Promise.race([
        typist.until(OK),
        typist.hasEnded.then(() => Promise.reject(new Error('sent away'))),
      ]);
      return typist;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function boardAtHome(t: TestContext, id: string): Promise<{ board: AtBoard; port: number }> {
  const board = await startAtBoard(id, { wifi: { networks: [HOME] } });
  t.after(() => board.stop());
  const { remotePort: port = 0 } = board.socket;
  await untilJoined(board);
  board.forget();
  return { board, port };
}

for (const id of ['esp8266-at', 'esp32']) {
  test(`${id}: after a wrong password the console is reached again, and then joins`, {
    timeout: 180_000,
  }, async (t) => {
    const { board, port } = await boardAtHome(t, id);
    board.type(`AT+CWJAP="${HOME.ssid}","wrong-password"\r\n`);
    await board.until('WIFI DISCONNECT\r\n');
    await board.hasEnded;
    const typist = await answered(t, port);
    // The way back may still be under way.
    let answer = '';
    while (!answer.includes(`+CWJAP:"${HOME.ssid}"`)) {
      typist.type('AT+CWJAP?\r\n');
      answer = await typist.until(OK);
    }
    typist.type(`AT+CWJAP="${HOME.ssid}","${HOME.password}"\r\n`);
    await typist.until(`WIFI CONNECTED\r\nWIFI GOT IP\r\n${OK}`);
  });
}

test('whoever leaves during a send leaves a command prompt, and the other end of the link gets nothing of the next one', {
  timeout: 180_000,
}, async (t) => {
  const { board, port } = await boardAtHome(t, 'esp8266-at');
  const laptop = await startLaptop();
  t.after(() => laptop.close());
  await board.ask(`AT+CIPSTART="TCP","127.0.0.1",${laptop.port}`);
  const peer = await laptop.next();
  board.type('AT+CIPSEND=10\r\n');
  await board.until('> ');
  board.socket.destroy();
  const second = await answered(t, port);
  second.type('AT+CIPMODE=1\r\n');
  await second.until(OK);
  second.type('AT+CIPSEND\r\n');
  await second.until('>');
  second.leave();
  const third = await answered(t, port);
  third.type('AT+CIPSEND=4\r\n');
  await third.until('> ');
  third.type('good');
  await third.until('SEND OK\r\n');
  assert.equal(await peer.reader.until('good'), 'good');
});
