/** What is received, told at once, in blocks or when it is asked for; and sends that end by a mark. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

test('AT+CIPSENDEX sends up to its length, or up to a backslash and a zero', () => {
  for (const [typed, sent] of [
    ['hello\\0', 'hello'],
    ['hello\\\\0x', 'hello\\0x'],
    ['a\\nb\\0', 'a\\nb'],
    ['0123456789', '0123456789'],
    ['\\0', ''],
  ] as const) {
    for (const isWhole of [true, false]) {
      const at = new FakeConsole({ holdBytes: 4 });
      const socket = at.link();
      assert.equal(at.ask('AT+CIPSENDEX=10'), '\r\nOK\r\n> ');
      if (isWhole) at.type(typed);
      else for (const one of typed) at.type(one);
      if (typed.endsWith('x')) at.type('\\0');
      if (at.said().includes('SEND OK') === false) socket.notify('drain');
      assert.equal(socket.written, sent, typed);
      assert.equal(at.ask('AT'), OK);
    }
  }
});

test('passive receiving: the length is told, the bytes wait, and a link that its peer closed ends with the last of them', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.ask('AT+CIPRECVMODE=1');
  socket.notify('data', 'hello');
  assert.equal(at.said(), '\r\n+IPD,2,5\r\n');
  socket.notify('data', ' you');
  assert.equal(at.said(), '\r\n+IPD,2,9\r\n');
  assert.equal(at.ask('AT+CIPRECVLEN?'), `+CIPRECVLEN:0,0,9,0,0\r\n${OK}`);
  assert.equal(at.ask('AT+CIPRECVDATA=2,5'), `\r\n+CIPRECVDATA,5:hello${OK}`);
  socket.notify('close', false);
  assert.equal(at.said(), '');
  assert.equal(at.ask('AT+CIPRECVDATA=2,100'), `\r\n+CIPRECVDATA,4: you${OK}2,CLOSED\r\n`);
  assert.equal(at.ask('AT+CIPRECVDATA=2,1'), ERROR);
});

test('passive receiving in 2.x: no link is -1 bytes, and AT+CIPDINFO=1 names the sender before what was asked for', () => {
  const at = new FakeConsole({ dialect: 'v2' });
  at.ask('ATE0');
  const socket = at.link(2);
  at.ask('AT+CIPRECVMODE=1');
  socket.notify('data', 'hello');
  assert.equal(at.ask('AT+CIPRECVLEN?'), `+CIPRECVLEN:-1,-1,5,-1,-1\r\n${OK}`);
  assert.equal(at.ask('AT+CIPRECVDATA=2,2'), `+CIPRECVDATA:2,he${OK}`);
  at.ask('AT+CIPDINFO=1');
  assert.equal(at.ask('AT+CIPRECVDATA=2,9'), `+CIPRECVDATA:3,"10.0.0.9",8080,llo${OK}`);
});

test('passive receiving: a datagram is told at once by 1.x, and waits with its sender in 2.x', () => {
  for (const [dialect, notified] of [
    ['nonos', '\r\n+IPD,1,2:hi'],
    ['v2', '\r\n+IPD,1,2\r\n'],
  ] as const) {
    const at = new FakeConsole({ dialect });
    at.join();
    at.type('ATE0\r\nAT+CIPMUX=1\r\nAT+CIPRECVMODE=1\r\n');
    at.ask('AT+CIPSTART=1,"UDP","0.0.0.0",8081,8081,2');
    at.datagrams[0]?.notify('hi', { address: '10.0.0.3', port: 53, size: 2 });
    assert.equal(at.said(), notified);
    if (dialect === 'nonos') continue;
    at.ask('AT+CIPDINFO=1');
    assert.equal(at.ask('AT+CIPRECVDATA=1,2'), `+CIPRECVDATA:2,"10.0.0.3",53,hi${OK}`);
  }
});

test('passive receiving ends a link whose bytes nobody takes when memory is short', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.ask('AT+CIPRECVMODE=1');
  at.hasRoom = false;
  socket.notify('data', 'hello');
  assert.match(at.said(), /2,CLOSED/);
  assert.equal(socket.isEnded, true);
});

test('3,000 bytes that come in chunks are told in blocks of up to 1,460, in order, and a message at once', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  const all = Array.from({ length: 3000 }, (_, index) => String.fromCharCode(97 + (index % 26))).join('');
  for (let start = 0; start < all.length; start += 268) socket.notify('data', all.slice(start, start + 268));
  const blocks = at
    .said()
    .split(/\r\n\+IPD,2,\d+:/)
    .slice(1);
  assert.equal(blocks.join(''), all);
  assert.ok(blocks.length <= 3, `${blocks.map(({ length }) => length)}`);
  socket.notify('data', 'x'.repeat(268));
  assert.equal(at.said(), '');
  at.clock.advance(20);
  assert.equal(at.said(), `\r\n+IPD,2,268:${'x'.repeat(268)}`);
  socket.notify('data', 'y'.repeat(268));
  socket.notify('close', false);
  assert.equal(at.said(), `\r\n+IPD,2,268:${'y'.repeat(268)}2,CLOSED\r\n`);
});

test('blocks are small where memory is short', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.hasRoom = false;
  socket.notify('data', 'x'.repeat(268));
  assert.equal(at.said(), `\r\n+IPD,2,268:${'x'.repeat(268)}`);
});
