/** Tutorial 004, first sketch, as a built image: TCP and the serial line as one wire, with real sockets. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, afterEach, before, describe, test } from 'node:test';
import { BATCH_BYTES, BATCH_MS } from '../../firmware/serial/bridge.ts';
import type { Peer } from '../support/peer.ts';
import { asBytes, startTutorialBoard, type TutorialBoard } from '../support/tutorial-board.ts';

const ENTRY = 'firmware/tutorials/004/bridge.ts';
const HELLO = 'Client Connected\r\n';
const GOODBYE = 'Client disconnected\r\n';
const JOIN_MS = 2490;

for (const id of ['esp8266-4mb', 'esp32']) {
  describe(`the serial bridge of tutorial 004 on ${id}`, { timeout: 60_000 }, () => {
    let board: TutorialBoard;
    let peers: Peer[] = [];
    const join = async (count: number): Promise<Peer[]> => {
      for (let index = 0; index < count; index++) peers.push(await board.join(HELLO));
      return peers;
    };
    before(async () => {
      board = await startTutorialBoard(id, ENTRY, { joinMs: JOIN_MS });
    });
    afterEach(async () => {
      for (const peer of peers) {
        await peer.leave();
        await board.line.until(GOODBYE);
      }
      peers = [];
      board.line.forget();
    });
    after(() => board?.vboard.stop());

    test('004-01 the line says how it joins, a dot a second, and where it listens', () => {
      const said = board.console();
      assert.equal(
        said.slice(said.indexOf('\r\nConnecting')),
        `\r\nConnecting to Wifi\r\n..\r\nConnected to home\r\nIP address: 192.168.1.50\r\nOpen Telnet and connect to IP:192.168.1.50 on port ${board.tcpPort}\r\n`,
      );
    });

    test('004-02 the line says who comes and who leaves', async () => {
      const [peer] = await join(1);
      peers = [];
      assert.equal(board.line.received(), '');
      await peer?.leave();
      assert.equal(await board.line.until('\n'), GOODBYE);
      assert.equal(board.line.received(), '');
    });

    test('004-03 bytes of every value go both ways unchanged', async () => {
      const all = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
      const [peer] = await join(1);
      peer?.send(all);
      assert.equal(await board.line.until('\xff'), all.toString('latin1'));
      await board.type(all.toString('latin1'));
      await board.pass(BATCH_MS);
      assert.deepEqual(await peer?.received(256), all);
    });

    test('004-05 Chinese passes unchanged, its bytes split as they may be', async () => {
      const [peer] = await join(1);
      const text = Buffer.from('你好');
      peer?.send(text.subarray(0, 4));
      peer?.send(text.subarray(4));
      await board.line.until(asBytes('好').slice(-1));
      await board.type(asBytes('你好').slice(0, 2));
      await board.type(`${asBytes('你好').slice(2)}\r\n`);
      assert.equal(String(await peer?.received(8)), '你好\r\n');
    });

    test('004-06 what is typed while nobody is connected is dropped with one notice, and not for the next client', async () => {
      await board.type('nobody\r\n');
      await board.type('still nobody\r\n');
      await board.line.until('No client connected, input dropped; type +++ to return to the console\r\n');
      const [peer] = await join(1);
      await board.type('somebody\r\n');
      assert.equal(String(await peer?.received(10)), 'somebody\r\n');
      assert.equal(board.line.received(), '');
    });

    test('004-F1 004-F2 a second client is served beside the first, and a silent one holds nobody up', async () => {
      const [silent, first, second] = await join(3);
      first?.send('from one');
      await board.line.until('from one');
      second?.send('from two');
      await board.line.until('from two');
      await board.type('to all\r\n');
      for (const peer of [silent, first, second]) assert.equal(String(await peer?.received(8)), 'to all\r\n');
    });

    test('004-F3 a line typed a byte at a time leaves in one piece', async () => {
      const [peer] = await join(1);
      assert.ok(peer);
      const arrival = once(peer.socket, 'data');
      for (const byte of 'Hi from serial\r') await board.type(byte);
      const [part] = await arrival;
      assert.equal(String(part), 'Hi from serial\r');
    });

    test('004-F3 a text without an end leaves after 20 ms of silence, and not before', async () => {
      const [peer] = await join(1);
      assert.ok(peer);
      const before = await sentBytes();
      await board.type('no ');
      await board.pass(BATCH_MS - 1);
      await board.type('end');
      await board.pass(BATCH_MS - 1);
      assert.equal(await sentBytes(), before);
      await board.pass(1);
      assert.equal(String(await peer.received(6)), 'no end');
    });

    test('004-F3 512 bytes without an end leave at once, 511 wait', async () => {
      const [peer] = await join(1);
      const before = await sentBytes();
      await board.type('x'.repeat(BATCH_BYTES - 1));
      assert.equal(await sentBytes(), before);
      await board.type('y');
      assert.equal(await sentBytes(), before + BATCH_BYTES);
      assert.equal(String(await peer?.received(BATCH_BYTES)), `${'x'.repeat(BATCH_BYTES - 1)}y`);
    });

    const sentBytes = async (): Promise<number> => Number(await board.vboard.evaluate('app.bridge.sent'));
  });
}
