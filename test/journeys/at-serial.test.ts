/** The AT console on the board's own serial line; `chat`, from Debian's ppp, types the whole tutorial there. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { spawn } from '@lydell/node-pty';
import { findBoard } from '../../tools/boards/load.ts';
import { withSettings } from '../../tools/image/settings-files.ts';
import { HOME, type Laptop, powerOn, type SerialBoard, startLaptop } from '../support/at-board.ts';
import { builtImage } from '../support/board-under-test.ts';

const OK = '\r\nOK\r\n';
const CHAT = '/usr/sbin/chat';

describe('the AT console on the serial line', { timeout: 30_000 }, () => {
  let storage: Uint8Array;
  let board: SerialBoard;
  let laptop: Laptop;
  before(async () => {
    const image = await builtImage('esp8266-at');
    storage = withSettings(image.storage, findBoard('esp8266-at').chip.storage, []);
    [board, laptop] = await Promise.all([powerOn(storage), startLaptop('Welcome!')]);
    await board.until('\r\nready\r\n');
  });
  after(async () => {
    await laptop?.close();
    await board?.vboard.stop();
  });

  test('AT is answered there, and not by the interpreter’s own console', async () => {
    board.vboard.type('AT\r\n');
    assert.equal(await board.until(OK), `AT\r\r\n${OK}`);
    board.vboard.type('1+1\r\n');
    assert.equal(await board.until('ERROR\r\n'), '1+1\r\r\n\r\nERROR\r\n');
  });

  test('000-06 the network that was joined is joined again after the power was off', async () => {
    board.vboard.type(`AT+CWJAP="${HOME.ssid}","${HOME.password}"\r\n`);
    await board.until(OK);
    await board.vboard.stop();
    board = await powerOn(board.vboard.flash.read(0, storage.length));
    await board.until('\r\nready\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n');
    board.vboard.type('AT+RESTORE\r\n');
    await board.until('ready\r\n');
    board.vboard.type('AT+CWJAP?\r\n');
    assert.equal(await board.until(OK), `AT+CWJAP?\r\r\nNo AP\r\n${OK}`);
  });

  test('AT+REPL gives the line back to the interpreter', async () => {
    board.vboard.type('AT+REPL\r\n');
    await board.until(OK);
    board.vboard.type('1+1\n');
    await board.until('=2\r\n');
    await board.vboard.stop();
    board = await powerOn(storage);
    await board.until('ready\r\n');
  });

  const missing = existsSync(CHAT) ? false : `${CHAT} is not installed (Debian: apt-get install ppp)`;
  test('chat types the whole tutorial of seed 000', { skip: missing }, async () => {
    const { code, log } = await chat(board, tutorial(laptop.port));
    assert.equal(code, 0, log);
    const { reader } = await laptop.next();
    await reader.hasEnded;
    assert.equal(reader.received(), 'Hello,fresh man!');
  });
});

/** What `chat` waits for and sends, in turn; it sends lines with CR LF. */
function tutorial(port: number): string[] {
  const line = (text: string): string => `${text}\\r\\n\\c`;
  return [
    ['', line('AT')],
    ['OK', line('AT+RST')],
    ['ready', line('AT+CWMODE=1')],
    ['OK', line('AT+CIPSERVER=0')],
    ['no change', line('AT+GMR')],
    ['AT version:1.', '\\c'],
    ['OK', line('AT+CIPSERCER=1,8080')],
    ['ERROR', line('AT+CIPMUX=1')],
    ['OK', line(`AT+CWJAP="${HOME.ssid}","${HOME.password}"`)],
    ['WIFI CONNECTED', '\\c'],
    ['WIFI GOT IP', '\\c'],
    ['OK', line('AT+CIFSR')],
    ['+CIFSR:STAIP,"192.168.1.50"', '\\c'],
    ['OK', line(`AT+CIPSTART=2,"TCP","127.0.0.1",${port}`)],
    ['2,CONNECT', '\\c'],
    ['OK', '\\c'],
    ['+IPD,2,8:Welcome!', line('AT+CIPSEND=2,16')],
    ['> ', 'Hello,fresh\\sman!\\c'],
    ['Recv 16 bytes', '\\c'],
    ['SEND OK', line('AT+CIPCLOSE=2')],
    ['2,CLOSED', '\\c'],
    ['OK', line('AT+CIPCLOSE=2')],
    ['UNLINK', '\\c'],
    ['ERROR', line('AT+CIPMUX=0')],
    ['OK', '\\c'],
  ].flat();
}

/** Runs `chat` on a terminal whose other end is the board's line; resolves to its status, and to what went over the line. */
function chat(board: SerialBoard, script: readonly string[]): Promise<{ code: number; log: string }> {
  const child = spawn(CHAT, ['-S', '-t', '5', ...script], { encoding: null });
  let log = '';
  const leave = board.vboard.onConsole((bytes) => {
    log += bytes;
    child.write(bytes);
  });
  child.onData((part) => board.vboard.type(Buffer.from(part).toString('latin1')));
  return new Promise((resolve) => {
    child.onExit(({ exitCode }) => {
      leave();
      resolve({ code: exitCode, log });
    });
  });
}
