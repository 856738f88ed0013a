/** Limits at n and n+1 of the AT console: links, and the length of a command. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { type AtBoard, HOME, type Laptop, listenTo, startAtBoard, startLaptop } from '../support/at-board.ts';
import { freePorts } from '../support/board-under-test.ts';

const LINKS = 5;
const LINE_BYTES = 128;

describe('limits of the AT console', { timeout: 30_000 }, () => {
  let board: AtBoard;
  let laptop: Laptop;
  before(async () => {
    [board, laptop] = await Promise.all([startAtBoard('esp8266-at'), startLaptop()]);
    await board.ask(`AT+CWJAP="${HOME.ssid}","${HOME.password}"`);
    await board.ask('AT+CIPMUX=1');
  });
  after(async () => {
    await laptop?.close();
    await board?.stop();
  });

  test('a command of 128 bytes is read, and one of 129 is refused', async () => {
    await board.ask('AT+CWMODE=3');
    const setAp = (password: string): string => `AT+CWSAP="ap","${password}",1,3`;
    // A backslash before each character makes a sound command this long.
    const password = '\\a'.repeat((LINE_BYTES - setAp('').length) / 2);
    assert.equal(setAp(password).length, LINE_BYTES);
    assert.match(await board.ask(setAp(password)), /\r\nOK\r\n$/);
    assert.match(await board.ask(setAp(`${password}a`)), /\r\nERROR\r\n$/);
    assert.match(await board.ask('AT'), /\r\nOK\r\n$/);
  });

  test('links 0 to 4 open, there is no link 5, and a client of the server finds no place', async () => {
    for (let link = 0; link < LINKS; link++) {
      assert.match(await board.ask(`AT+CIPSTART=${link},"TCP","127.0.0.1",${laptop.port}`), /OK/);
    }
    assert.match(await board.ask(`AT+CIPSTART=${LINKS},"TCP","127.0.0.1",${laptop.port}`), /ERROR/);
    assert.match(await board.ask(`AT+CIPSTART=4,"TCP","127.0.0.1",${laptop.port}`), /ALREADY CONNECTED/);
    const [port = 0] = await freePorts(1);
    assert.match(await board.ask(`AT+CIPSERVER=1,${port}`), /OK/);
    const extra = listenTo(connect(port, '127.0.0.1'));
    await extra.hasEnded;
    const status = await board.ask('AT+CIPSTATUS');
    assert.equal(status.match(/\+CIPSTATUS:/g)?.length, LINKS);
  });
});
