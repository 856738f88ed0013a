/** Tutorial 004, second sketch, as a built image: the clients array of lines, with real sockets. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { MAX_CLIENTS, MAX_LINE_BYTES } from '../../firmware/tutorials/004/line-clients.ts';
import { findBoard } from '../../tools/boards/load.ts';
import type { Peer } from '../support/peer.ts';
import { asBytes, startTutorialBoard, type TutorialBoard } from '../support/tutorial-board.ts';

const HELLO = 'new client\r\n';
const REFUSED = 'client refused, server full or out of memory\r\n';
const TOO_LONG = 'line longer than 50 bytes, the rest is dropped\r\n';
const JOIN_MS = 1240;
const BOARDS = [
  { id: 'esp8266-4mb', entry: 'firmware/tutorials/004/clients.ts' },
  { id: 'esp32', entry: 'firmware/tutorials/004/clients.ts' },
  { id: 'linux', entry: 'firmware/tutorials/004/clients-linux.ts' },
];

for (const { id, entry } of BOARDS) {
  describe(`the clients array of tutorial 004 on ${id}`, { timeout: 60_000 }, () => {
    const { sockets, wifi } = findBoard(id).chip;
    const places = Math.min(sockets.count - 2, MAX_CLIENTS);
    let board: TutorialBoard;
    let peers: Peer[] = [];
    const join = async (): Promise<Peer> => {
      const peer = await board.join(HELLO);
      peers.push(peer);
      return peer;
    };
    const leave = async (peer: Peer): Promise<void> => {
      const before = await taken();
      await peer.leave();
      peers = peers.filter((other) => other !== peer);
      while ((await taken()) === before) await new Promise(setImmediate);
    };
    const taken = async (): Promise<number> =>
      Number(await board.vboard.evaluate('app.clients.filter(c=>c).length'));
    before(async () => {
      board = await startTutorialBoard(id, entry, { joinMs: JOIN_MS, hidesPrompt: true });
    });
    afterEach(async () => {
      for (const peer of [...peers]) await leave(peer);
      board.line.forget();
    });
    after(() => board?.vboard.stop());

    test('004-11 says how it joins, a dot every 500 ms, and where it is', { skip: wifi === null }, () => {
      // The interpreter shows its prompt once, before the dots.
      const said = board.console().replace('\r\n>', '');
      assert.equal(
        said.slice(said.indexOf('\r\n\r\nConnecting')),
        '\r\n\r\nConnecting to home\r\n..\r\nWiFi connected\r\nServer started\r\n192.168.1.50\r\n',
      );
    });

    test('004-12 a newcomer is told of and takes the first unused slot', async () => {
      const first = await join();
      const second = await join();
      await leave(first);
      const third = await join();
      third.send('three\r');
      assert.equal(await board.line.until('three\r\n'), '1: three\r\n');
      second.send('two\r');
      assert.equal(await board.line.until('two\r\n'), '2: two\r\n');
    });

    test('004-13 a return ends the line, which the program gets, and nobody is answered', async () => {
      await board.vboard.evaluate('app.lines.onLine=(line,client)=>{last=client.slot+line}');
      const peer = await join();
      peer.send('Hi');
      peer.send(' there');
      peer.send('\r');
      assert.equal(await board.line.until('\n'), '1: Hi there\r\n');
      assert.equal(await board.vboard.evaluate('last'), '"0Hi there"');
      assert.equal(await board.vboard.evaluate('app.clients[0].line'), '""');
      assert.equal(peer.socket.bytesRead, 0);
      await board.vboard.evaluate('app.lines.onLine=null');
    });

    test('004-05 004-13 a line of Chinese is printed unchanged', async () => {
      const peer = await join();
      peer.send('你好\r');
      assert.equal(await board.line.until('\n'), `1: ${asBytes('你好')}\r\n`);
    });

    test('004-10 004-14 a line of 50 bytes is kept whole, of one of 51 the first 50, and its sender is told once', async () => {
      const peer = await join();
      const other = await join();
      const full = 'x'.repeat(MAX_LINE_BYTES);
      peer.send(`${full}\r`);
      assert.equal(await board.line.until('\n'), `1: ${full}\r\n`);
      peer.send(`${full}y`);
      assert.equal(String(await peer.received(TOO_LONG.length)), TOO_LONG);
      peer.send('and on and on');
      other.send('other\r');
      assert.equal(await board.line.until('\n'), '2: other\r\n');
      peer.send('\rnext\r');
      assert.equal(await board.line.until('next\r\n'), `1: ${full}\r\n1: next\r\n`);
      assert.equal(String(await peer.received(0)), TOO_LONG);
      assert.equal(other.socket.bytesRead, 0);
    });

    test('004-15 two returns in one segment are two lines, and CR LF is one, also when split', async () => {
      const peer = await join();
      peer.send('a\rb\r');
      assert.equal(await board.line.until('b\r\n'), '1: a\r\n1: b\r\n');
      peer.send('c\r\nd\r');
      assert.equal(await board.line.until('d\r\n'), '1: c\r\n1: d\r\n');
      peer.send('\ne\r\n');
      assert.equal(await board.line.until('e\r\n'), '1: e\r\n');
    });

    test('004-15 lines of clients that type at the same time never mix', async () => {
      const all = [await join(), await join(), await join()];
      for (const part of ['ab', 'cd', 'ef\r']) {
        for (const [index, peer] of all.entries()) peer.send(part.replace('a', String(index)));
      }
      const said = [await board.line.until('\n'), await board.line.until('\n'), await board.line.until('\n')];
      assert.deepEqual(said.sort(), ['1: 0bcdef\r\n', '2: 1bcdef\r\n', '3: 2bcdef\r\n']);
    });

    test(`004-10 004-15 004-F4 ${places} clients hold, the next is refused, and the third's slot goes to the next newcomer`, async () => {
      while (peers.length < places) await join();
      const refused = await board.join(REFUSED);
      assert.match(String(await refused.closed()), /^server full \(\d+ clients\), try again later\r\n$/);
      for (const [index, peer] of peers.entries()) {
        peer.send(`from ${index + 1}\r`);
        assert.equal(await board.line.until('\n'), `${index + 1}: from ${index + 1}\r\n`);
      }
      const third = peers[2];
      assert.ok(third);
      await leave(third);
      const newcomer = await join();
      newcomer.send('new here\r');
      assert.equal(await board.line.until('\n'), '3: new here\r\n');
    });
  });
}
