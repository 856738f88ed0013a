import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONE_CR_MS } from '../../../firmware/at/console.ts';
import { QUEUE_BYTES } from '../../../firmware/at/output.ts';
import { RESTART_MS } from '../../../firmware/at/restart.ts';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

test('000-01 AT answers OK, byte for byte as 1.x does: echo without LF, the line end, a blank line, OK', () => {
  const at = new FakeConsole();
  at.type('AT\r\n');
  assert.equal(at.said(), `AT\r\r\n${OK}`);
});

const PLAIN: [line: string, answer: string][] = [
  ['at', OK],
  [
    'AT+GMR',
    'AT version:1.7.5.0(tinwire 0.1.0)\r\nSDK version:2.29(Espruino)\r\ncompile time:tinwire 0.1.0\r\nBin version(Wroom 02):1.7.5.0\r\n\r\nOK\r\n',
  ],
  ['AT+CIPSERCER=1,8080', ERROR],
  ['AT+', ERROR],
  ['ATX', ERROR],
  ['?', ERROR],
  ['hello', ERROR],
  ['AT+GMR=1', ERROR],
  ['AT+CWMODE="1', ERROR],
  ['AT+UART?', `+UART:115200,8,1,0,0\r\n${OK}`],
  ['AT+UART_CUR?', `+UART_CUR:115200,8,1,0,0\r\n${OK}`],
  ['AT+UART=115200', ERROR],
  ['AT+UART=9600,8,1,9,0', ERROR],
  ['AT+GMR_CUR', ERROR],
  ['AT+CWDHCP=1,1', OK],
  ['AT+CWDHCP_CUR=1,1', OK],
  ['AT+CWAUTOCONN=0', OK],
  ['AT+CIPSSLSIZE=4096', OK],
  ['AT+CWHOSTNAME="x"', OK],
  ['AT+CWLAPOPT=1,127', OK],
  ['AT+SLEEP=0', OK],
  ['AT+SYSSTORE=0', ERROR],
  ['AT+REPL', OK],
];

for (const [line, answer] of PLAIN) {
  test(`${line === 'AT+CIPSERCER=1,8080' ? '000-05 the typo ' : ''}${line} answers ${JSON.stringify(answer.slice(-9).trim())}`, () => {
    const at = new FakeConsole();
    assert.equal(at.ask(line), answer);
    assert.equal(at.listeningOn, 0);
  });
}

test('an empty line is answered with nothing', () => {
  const at = new FakeConsole();
  at.type('\r\nAT+RST\r\n');
  assert.match(at.said(), /AT\+RST\r\r\n\r\nOK\r\n$/);
});

test('a line of 128 bytes is taken, one of 129 is refused, and the next one is a command again', () => {
  const at = new FakeConsole();
  at.type('ATE0\r\n');
  const line = (size: number): string => `AT+CWHOSTNAME="${'x'.repeat(size - 16)}"`;
  assert.equal(at.ask(line(128)), OK);
  assert.equal(at.ask(line(129)), ERROR);
  assert.equal(at.ask(line(6000)), ERROR);
  assert.equal(at.ask('AT'), OK);
});

test('a line that is too long is not echoed without end', () => {
  const at = new FakeConsole();
  for (let piece = 0; piece < 20; piece++) at.type('x'.repeat(100));
  at.type('\r\n');
  assert.ok(at.said().length < 400);
  assert.equal(at.ask('AT'), OK);
});

test('2.x takes 256 bytes', () => {
  const at = new FakeConsole({ dialect: 'v2' });
  at.type('ATE0\r\n');
  assert.equal(at.ask(`AT+CWHOSTNAME="${'x'.repeat(240)}"`), OK);
  assert.equal(at.ask(`AT+CWHOSTNAME="${'x'.repeat(241)}"`), ERROR);
});

test('a CR that no LF follows ends the line after 20 ms, and not before', () => {
  const at = new FakeConsole();
  at.type('AT\r');
  assert.equal(at.said(), 'AT\r');
  at.clock.advance(LONE_CR_MS - 1);
  assert.equal(at.said(), '');
  at.clock.advance(1);
  assert.equal(at.said(), `\r\n${OK}`);
});

test('an LF that comes in the next packet belongs to its CR', () => {
  const at = new FakeConsole();
  at.type('AT\r');
  at.type('\n');
  assert.equal(at.said(), `AT\r\r\n${OK}`);
  at.clock.advance(100);
  assert.equal(at.said(), '');
});

test('two commands in one packet are answered one after the other', () => {
  const at = new FakeConsole();
  at.type('AT\r\nATX\r\n');
  assert.equal(at.said(), `AT\r\r\n${OK}ATX\r\r\n${ERROR}`);
});

test('what is typed comes back as it is typed', () => {
  const at = new FakeConsole();
  at.type('A');
  assert.equal(at.said(), 'A');
  at.type('T\r');
  assert.equal(at.said(), 'T\r');
});

test('ATE0 ends the echo, ATE1 and AT+RST bring it back', () => {
  const at = new FakeConsole();
  at.type('ATE0\r\n');
  assert.equal(at.said(), `ATE0\r\r\n${OK}`);
  at.type('AT\r\n');
  assert.equal(at.said(), OK);
  at.type('ATE1\r\n');
  assert.equal(at.said(), OK);
  at.type('ATE0\r\n');
  at.type('AT+RST\r\n');
  at.clock.advance(RESTART_MS);
  at.said();
  at.type('AT\r\n');
  assert.equal(at.said(), `AT\r\r\n${OK}`);
});

test('2.x sends back what it received, and no more', () => {
  const at = new FakeConsole({ dialect: 'v2' });
  at.type('AT\r\n');
  assert.equal(at.said(), `AT\r\n${OK}`);
});

test('while a command works, each further line is answered with busy p... and dropped', () => {
  const at = new FakeConsole();
  at.type('ATE0\r\nAT+CWJAP="home","long enough"\r\n');
  at.said();
  at.type('AT\r\nAT+CWMODE=2\r\n');
  assert.equal(at.said(), '\r\nbusy p...\r\n\r\nbusy p...\r\n');
  at.station('joined');
  assert.match(at.said(), /WIFI GOT IP\r\n\r\nOK\r\n$/);
  assert.equal(at.ask('AT+CWMODE?'), `+CWMODE:1\r\n${OK}`);
});

test('000-17 what nobody asked for waits for the end of the command that works, in order', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.type('ATE0\r\nAT+CIPSTART=3,"TCP","10.0.0.9",81\r\n');
  at.said();
  socket.notify('data', 'one');
  socket.notify('data', 'two');
  assert.equal(at.said(), '');
  at.connected();
  assert.equal(at.said(), '3,CONNECT\r\n\r\nOK\r\n\r\n+IPD,2,3:one\r\n+IPD,2,3:two');
});

test('000-17 more than can wait is said between two lines, never inside one, and nothing is lost', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.type('ATE0\r\nAT+CIPSTART=3,"TCP","10.0.0.9",81\r\n');
  at.said();
  const block = 'x'.repeat(QUEUE_BYTES);
  socket.notify('data', block);
  assert.equal(at.said(), `\r\n+IPD,2,${QUEUE_BYTES}:${block}`);
  at.connected();
  assert.equal(at.said(), '3,CONNECT\r\n\r\nOK\r\n');
});

test('000-06 AT+RST: OK, then ready; links, server and CIPMUX are gone, and the network is joined again', () => {
  const at = new FakeConsole({ persisted: { ssid: 'home', password: 'long enough' } });
  const socket = at.link(2);
  assert.equal(at.ask('AT+CIPSERVER=1,8080'), OK);
  assert.equal(at.ask('AT+RST'), `${OK}`);
  assert.equal(socket.isEnded, true);
  assert.equal(at.listeningOn, 0);
  assert.equal(at.ask('AT'), '\r\nbusy p...\r\n');
  at.clock.advance(RESTART_MS);
  assert.equal(at.said(), 'WIFI DISCONNECT\r\n\r\nready\r\n');
  assert.deepEqual(at.joins, [['home', 'long enough']]);
  at.station('joined');
  assert.equal(at.said(), 'WIFI CONNECTED\r\nWIFI GOT IP\r\n');
  assert.equal(at.ask('AT+CIPMUX?'), `+CIPMUX:0\r\n${OK}`);
  assert.equal(at.ask('AT+CIPSTATUS'), `STATUS:2\r\n${OK}`);
});

test('AT+RESTORE forgets what was kept', () => {
  const at = new FakeConsole({ persisted: { ssid: 'home', password: 'long enough', mode: 3 } });
  assert.equal(at.ask('AT+RESTORE'), OK);
  at.clock.advance(RESTART_MS);
  assert.deepEqual(at.persisted, {});
  assert.equal(at.ask('AT+CWMODE?'), `+CWMODE:1\r\n${OK}`);
});

test('AT+UART answers at the old speed, then changes it', () => {
  const at = new FakeConsole();
  assert.equal(at.ask('AT+UART_CUR=9600,8,1,0,0'), OK);
  assert.deepEqual(at.lines, [[9600, 8, 1, 0]]);
  assert.equal(at.ask('AT+UART?'), `+UART:9600,8,1,0,0\r\n${OK}`);
  assert.equal(at.persisted.line, undefined);
});

test('the speed of AT+UART_CUR is gone with AT+RST, that of AT+UART_DEF stays', () => {
  const at = new FakeConsole();
  at.ask('AT+UART_DEF=19200,8,1,0,0');
  at.ask('AT+UART_CUR=9600,8,1,0,0');
  at.ask('AT+RST');
  at.clock.advance(RESTART_MS);
  assert.deepEqual(at.lines.at(-1), [19200, 8, 1, 0]);
  at.ask('AT+RESTORE');
  at.clock.advance(RESTART_MS);
  assert.deepEqual(at.lines.at(-1), [115200, 8, 1, 0]);
});

test('2.x has AT+SYSSTORE and no _CUR but that of UART', () => {
  const at = new FakeConsole({ dialect: 'v2' });
  at.type('ATE0\r\n');
  assert.equal(at.ask('AT+SYSSTORE?'), `+SYSSTORE:1\r\n${OK}`);
  assert.equal(at.ask('AT+SYSSTORE=0'), OK);
  assert.equal(at.ask('AT+CWMODE=3'), OK);
  assert.equal(at.persisted.mode, undefined);
  assert.equal(at.ask('AT+CWMODE_CUR=1'), ERROR);
  assert.equal(at.ask('AT+UART_CUR?'), `+UART_CUR:115200,8,1,0,0\r\n${OK}`);
});
