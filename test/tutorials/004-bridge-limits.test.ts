/** Tutorial 004, first sketch, at its limits: the button, the way back to the console, places, slow clients, lost networks. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { GUARD_MS } from '../../firmware/serial/escape.ts';
import { findBoard } from '../../tools/boards/load.ts';
import type { Peer } from '../support/peer.ts';
import { startTutorialBoard, type TutorialBoard } from '../support/tutorial-board.ts';

const ENTRY = 'firmware/tutorials/004/bridge.ts';
const HELLO = 'Client Connected\r\n';
const GOODBYE = 'Client disconnected\r\n';
const BUTTON_PIN = 0;
const DEBOUNCE_MS = 50;

for (const id of ['esp8266-4mb', 'esp32']) {
  describe(`the limits of the bridge of tutorial 004 on ${id}`, { timeout: 60_000 }, () => {
    const places = findBoard(id).chip.sockets.count - 2;
    // The fewer pieces fill the buffers of the computer, the better.
    const LINE = `${'x'.repeat(id === 'esp32' ? 8190 : 1534)}\r\n`;
    let board: TutorialBoard;
    let peers: Peer[] = [];
    const join = async (): Promise<Peer> => {
      const peer = await board.join(HELLO);
      peers.push(peer);
      return peer;
    };
    const press = async (): Promise<void> => {
      // A contact that bounces, both when it closes and when it opens.
      for (const level of [0, 1, 0] as const) board.vboard.gpio.drive(BUTTON_PIN, level);
      await board.pass(DEBOUNCE_MS);
      for (const level of [1, 0, null] as const) board.vboard.gpio.drive(BUTTON_PIN, level);
      await board.pass(DEBOUNCE_MS);
    };
    before(async () => {
      const settings = { bridge: { silenceMs: 0, buttonText: 'pressed\r\n' } };
      board = await startTutorialBoard(id, ENTRY, { settings });
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

    test('004-04 the FLASH button sends the pending line to all clients, once a press', async () => {
      const all = [await join(), await join()];
      await board.type('pending');
      await board.pass(GUARD_MS);
      await press();
      for (const peer of all) assert.equal(String(await peer.received(7)), 'pending');
      await board.type(' and on');
      await press();
      await board.type('mark\n');
      for (const peer of all) assert.equal(String(await peer.received(19)), 'pending and onmark\n');
    });

    test('004-04 with nothing pending the button sends the text of the settings', async () => {
      const peer = await join();
      await press();
      await press();
      await board.type('mark\n');
      assert.equal(String(await peer.received(23)), 'pressed\r\npressed\r\nmark\n');
    });

    test('004-04 a contact that closes for less than 50 ms is no press', async () => {
      const peer = await join();
      board.vboard.gpio.drive(BUTTON_PIN, 0);
      await board.pass(DEBOUNCE_MS - 1);
      board.vboard.gpio.drive(BUTTON_PIN, null);
      await board.pass(DEBOUNCE_MS);
      await board.type('mark\n');
      assert.equal(String(await peer.received(5)), 'mark\n');
    });

    test(`004-F1 ${places} clients hold, the next one is refused and the line says so`, async () => {
      for (let count = 0; count < places; count++) await join();
      const refused = await board.join('Client refused, server full or out of memory\r\n');
      assert.match(String(await refused.closed()), /^server full \(\d+ clients\), try again later\r\n$/);
      await board.type('to all\r\n');
      for (const peer of peers) assert.equal(String(await peer.received(8)), 'to all\r\n');
    });

    test('004-F6 a client that does not read misses bytes, which are counted; the others miss none', async () => {
      const lazy = await join();
      const keen = await join();
      lazy.socket.pause();
      let lines = 0;
      while (!board.line.received().includes('Client 1 does not read and misses bytes\r\n')) {
        await board.type(LINE);
        await keen.received(++lines * LINE.length);
      }
      const dropped = Number(await board.vboard.evaluate('app.bridge.dropped'));
      assert.ok(dropped > 0);
      lazy.socket.resume();
      const left = lines * LINE.length - dropped;
      assert.equal((await lazy.received(left)).length, left);
      await board.type('again\r\n');
      assert.match(String(await lazy.received(left + 7)), /x\r\nagain\r\n$/);
      await lazy.leave();
      peers = [keen];
      await board.line.until(`Client 1 missed ${dropped} bytes\r\n${GOODBYE}`);
    });
  });
}
