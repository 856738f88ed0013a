/** The tutorial of seed 000, typed at a built image whose AT console is on a TCP port, with a real server as the laptop. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { type AtBoard, HOME, type Laptop, listenTo, startAtBoard, startLaptop } from '../support/at-board.ts';

const OK = '\r\nOK\r\n';
const HELLO = 'Hello,fresh man!';

for (const id of ['esp32', 'esp8266-at']) {
  describe(`${id}: the AT tutorial`, { timeout: 60_000 }, () => {
    let board: AtBoard;
    let laptop: Laptop;
    before(async () => {
      [board, laptop] = await Promise.all([startAtBoard(id), startLaptop('Welcome!')]);
    });
    after(async () => {
      await laptop?.close();
      await board?.stop();
    });
    const answers = async (line: string, answer: string): Promise<void> => {
      assert.equal(await board.ask(line), `${line}\r\r\n${answer}`);
    };
    const join = (): Promise<void> =>
      answers(`AT+CWJAP="${HOME.ssid}","${HOME.password}"`, `WIFI CONNECTED\r\nWIFI GOT IP\r\n${OK}`);
    const start = async () => {
      await answers(`AT+CIPSTART=2,"TCP","127.0.0.1",${laptop.port}`, `2,CONNECT\r\n${OK}`);
      const peer = await laptop.next();
      assert.equal(await board.until('Welcome!'), '\r\n+IPD,2,8:Welcome!');
      return peer;
    };

    test('000-01 AT', () => answers('AT', OK));
    test('000-02 AT+CWMODE=3 and =1', async () => {
      await answers('AT+CWMODE=3', OK);
      await answers('AT+CWMODE=1', OK);
    });
    test('000-03 AT+CIPSERVER=0 while no server runs', () => answers('AT+CIPSERVER=0', `no change\r\n${OK}`));
    test('000-05 the typo AT+CIPSERCER=1,8080 is refused, and nothing listens', async () => {
      await answers('AT+CIPSERCER=1,8080', '\r\nERROR\r\n');
      assert.equal(board.vboard.hostPort(8080), undefined);
    });
    test('000-08 AT+CWJAP joins', join);
    test('000-08 a wrong password and a network that is not there are told by number, and the console goes on', async () => {
      // Without the access point, whoever types over TCP would be cut off with the network.
      await answers('AT+CWMODE=3', OK);
      await answers(
        `AT+CWJAP="${HOME.ssid}","wrong-password"`,
        'WIFI DISCONNECT\r\n+CWJAP:2\r\n\r\nFAIL\r\n',
      );
      await answers('AT+CWJAP="nowhere","long-password"', '+CWJAP:3\r\n\r\nFAIL\r\n');
      await join();
      await answers('AT+CWMODE=1', OK);
    });
    test('000-06 AT+RST: OK, ready, and the network is joined again; CIPMUX is 0', async () => {
      await answers('AT+CIPMUX=1', OK);
      board.type('AT+RST\r\n');
      assert.equal(
        await board.until('GOT IP\r\n'),
        `AT+RST\r\r\n${OK}WIFI DISCONNECT\r\n\r\nready\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n`,
      );
      await answers('AT+CIPMUX?', `+CIPMUX:0\r\n${OK}`);
    });
    test('000-07 AT+CIPMUX=1', () => answers('AT+CIPMUX=1', OK));
    test('AT+PING tells the milliseconds of this computer, and says of another that it does not answer', async () => {
      assert.match(await board.ask('AT+PING="127.0.0.1"'), /\r\n\+\d+\r\n\r\nOK\r\n$/);
      assert.match(await board.ask('AT+PING="10.0.0.9"'), /\r\n\+timeout\r\n/);
    });

    test('000-09 AT+CIFSR tells address and MAC', () =>
      answers('AT+CIFSR', `+CIFSR:STAIP,"192.168.1.50"\r\n+CIFSR:STAMAC,"5c:cf:7f:0a:0b:0c"\r\n${OK}`));

    test('000-10, 000-11, 000-12, 000-13, 000-15 connect, Welcome!, send 16 bytes, close', async () => {
      const peer = await start();
      board.type('AT+CIPSEND=2,16\r\n');
      assert.equal(await board.until('> '), `AT+CIPSEND=2,16\r\r\n${OK}> `);
      board.type(HELLO);
      assert.equal(await board.until('SEND OK\r\n'), '\r\nRecv 16 bytes\r\n\r\nSEND OK\r\n');
      assert.equal(await peer.reader.until(HELLO), HELLO);
      await answers('AT+CIPCLOSE=2', `2,CLOSED\r\n${OK}`);
      await peer.reader.hasEnded;
      assert.equal(peer.reader.received(), '');
    });

    test('000-14 a terminal that adds CR LF: the first 16 leave, and later commands work', async () => {
      const peer = await start();
      board.type('AT+CIPSEND=2,16\r\n');
      await board.until('> ');
      board.type(`${HELLO}\r\n`);
      await board.until('SEND OK\r\n');
      await answers('AT', OK);
      await answers('AT+CIPCLOSE=2', `2,CLOSED\r\n${OK}`);
      await peer.reader.hasEnded;
      assert.equal(peer.reader.received(), HELLO);
    });

    test('000-16 the laptop closes: 2,CLOSED unasked, and link 2 is free', async () => {
      const peer = await start();
      peer.socket.end();
      assert.equal(await board.until('CLOSED\r\n'), '2,CLOSED\r\n');
      await start();
      await answers('AT+CIPCLOSE=2', `2,CLOSED\r\n${OK}`);
    });

    test('000-17 pushes of the laptop stand between lines, never inside an answer, and are complete', async () => {
      const peer = await start();
      const size = 2000;
      for (let sent = 0; sent < size; sent += 10) peer.socket.write('0123456789');
      let received = '';
      for (let asked = 0; asked < 20; asked++) {
        board.type('AT+CWMODE?\r\n');
        received += await board.until(`+CWMODE:1\r\n${OK}`);
      }
      const data = (): string =>
        received
          .split(/\r\n\+IPD,2,(?=\d+:)/)
          .slice(1)
          .map((block) => {
            const [length = '0'] = block.split(':', 1);
            return block.slice(length.length + 1, length.length + 1 + Number(length));
          })
          .join('');
      while (data().length < size) received += await board.until('9');
      assert.equal(data(), '0123456789'.repeat(size / 10));
      await answers('AT+CIPCLOSE=2', `2,CLOSED\r\n${OK}`);
    });

    test('000-F6 Chinese text: the length is that of its UTF-8 bytes', async () => {
      const peer = await start();
      board.type('AT+CIPSEND=2,6\r\n');
      await board.until('> ');
      board.type(Buffer.from('你好').toString('latin1'));
      await board.until('SEND OK\r\n');
      assert.equal(Buffer.from(await peer.reader.until('\xa5\xbd'), 'latin1').toString(), '你好');
      await answers('AT+CIPCLOSE=2', `2,CLOSED\r\n${OK}`);
    });

    test('000-10 nobody listens there: ERROR and 2,CLOSED', async () => {
      await answers('AT+CIPSTART=2,"TCP","127.0.0.1",1', '\r\nERROR\r\n');
      assert.equal(await board.until('CLOSED\r\n'), '2,CLOSED\r\n');
    });

    test('000-04 the other way round: the board listens, the laptop connects, both speak', async () => {
      await answers('AT+CIPSERVER=1,8080', OK);
      const port = board.vboard.hostPort(8080);
      assert.ok(port, 'the board listens');
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      const reader = listenTo(socket);
      assert.equal(await board.until('CONNECT\r\n'), '0,CONNECT\r\n');
      socket.write('from the laptop');
      assert.equal(await board.until('laptop'), '\r\n+IPD,0,15:from the laptop');
      board.type('AT+CIPSEND=0,14\r\n');
      await board.until('> ');
      board.type('from the board');
      await board.until('SEND OK\r\n');
      await reader.until('from the board');
      socket.end();
      assert.equal(await board.until('CLOSED\r\n'), '0,CLOSED\r\n');
      await answers('AT+CIPSERVER=0', OK);
    });
  });
}
