/** Sends at their edges: pieces, marks, what is left over from the one before, and whoever typed leaves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GAP_MS, MAX_DATAGRAM_BYTES, SEND_TIMEOUT_MS } from '../../../firmware/at/sending.ts';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

test('bytes leave as soon as as many are held as are gathered, and not one before', () => {
  const at = new FakeConsole({ holdBytes: 100 });
  const socket = at.link(2);
  at.ask('AT+CIPSEND=2,300');
  at.type('x'.repeat(99));
  assert.equal(socket.written.length, 0);
  at.type('x');
  assert.equal(socket.written.length, 100);
  at.type('x'.repeat(150));
  assert.equal(socket.written.length, 250);
});

test('a send whose bytes have all left in pieces is OK at once', () => {
  const at = new FakeConsole({ holdBytes: 100 });
  at.link(2);
  at.ask('AT+CIPSENDEX=2,200');
  at.type('x'.repeat(150));
  at.type('\\0');
  assert.equal(at.said(), '\r\nRecv 150 bytes\r\n\r\nSEND OK\r\n');
});

test('AT+CIPSENDEX ends at \\0, and what follows is a command', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.type('ATE0\r\n');
  assert.equal(at.ask('AT+CIPSENDEX=2,10'), '\r\nOK\r\n> ');
  at.type('abc\\0');
  socket.notify('drain');
  assert.equal(at.said(), '\r\nRecv 3 bytes\r\n\r\nSEND OK\r\n');
  at.ask('AT+CIPSENDEX=2,10');
  at.type('abc\\');
  at.type('0AT\r\n');
  assert.match(at.said(), /Recv 3 bytes\r\n\r\nbusy s\.\.\.\r\n$/);
});

test('AT+CIPSENDEX: two backslashes are one, a backslash before anything else stays, and the number of bytes ends it too', () => {
  for (const [size, typed, sent] of [
    [4, 'a\\\\bc', 'a\\bc'],
    [4, 'a\\nb', 'a\\nb'],
    [3, 'ab\\n', 'ab\\'],
    [3, '\\\\\\\\\\\\', '\\\\\\'],
    [2, 'abcd', 'ab'],
  ] as const) {
    const at = new FakeConsole();
    const socket = at.link(2);
    at.ask(`AT+CIPSENDEX=2,${size}`);
    for (const byte of typed) at.type(byte);
    assert.equal(socket.written, sent, typed);
  }
});

test('AT+CIPSENDEX in pieces: as many bytes as are gathered leave at once, of a datagram none before its end', () => {
  const at = new FakeConsole({ holdBytes: 100 });
  const socket = at.link(2);
  at.ask('AT+CIPSENDEX=2,300');
  at.type('x'.repeat(99));
  assert.equal(socket.written.length, 0);
  at.type('x');
  assert.equal(socket.written.length, 100);
  at.type('y\\0');
  assert.equal(socket.written.length, 101);

  const other = new FakeConsole({ holdBytes: 100 });
  other.join();
  other.ask('AT+CIPMUX=1');
  other.ask('AT+CIPSTART=1,"UDP","10.0.0.9",9000');
  for (const command of ['AT+CIPSENDEX=1,300', 'AT+CIPSEND=1,300']) {
    const before = other.datagrams[0]?.sent.length;
    other.ask(command);
    other.type('x'.repeat(150));
    assert.equal(other.datagrams[0]?.sent.length, before, command);
    other.type('x'.repeat(150));
    assert.equal(other.datagrams[0]?.sent.length, (before ?? 0) + 1, command);
  }
});

test('a datagram goes where its link does, or where the command says', () => {
  const at = new FakeConsole();
  at.join();
  at.ask('AT+CIPSTART="UDP","10.0.0.9",9000');
  const sent = at.datagrams[0]?.sent;
  for (const args of ['2', '2,"10.0.0.7"', '2,"10.0.0.7",7000']) {
    at.ask(`AT+CIPSEND=${args}`);
    at.type('hi');
    assert.equal(at.said(), '\r\nRecv 2 bytes\r\n\r\nSEND OK\r\n');
  }
  assert.deepEqual(sent, [
    { bytes: 'hi', port: 9000, address: '10.0.0.9' },
    { bytes: 'hi', port: 9000, address: '10.0.0.7' },
    { bytes: 'hi', port: 7000, address: '10.0.0.7' },
  ]);
  for (const port of ['0', '65536', 'x'])
    assert.equal(at.ask(`AT+CIPSEND=2,"10.0.0.7",${port}`), `IP ERROR\r\n${ERROR}`);
  assert.match(at.ask(`AT+CIPSEND=${MAX_DATAGRAM_BYTES}`), /> $/);
});

test('once a send is over, neither its time nor a late drain does anything', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.ask('AT+CIPSEND=2,2');
  at.type('hi');
  socket.notify('drain');
  at.said();
  socket.notify('drain');
  at.clock.advance(SEND_TIMEOUT_MS);
  assert.deepEqual([at.said(), socket.isEnded], ['', false]);
  assert.deepEqual(
    socket.received().filter((event) => event === 'drain'),
    [],
  );
});

test('+++ that is typed in pieces with silence between them is payload', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.ask('AT+CIPSEND=2,6');
  at.type('+');
  at.clock.advance(GAP_MS);
  at.type('++');
  at.clock.advance(GAP_MS);
  at.type('abc');
  assert.equal(socket.written, '+++abc');
});

test('what another one ends is no send of the first: a link that comes in its place is not sent to', () => {
  const at = new FakeConsole();
  const first = at.link(2);
  at.ask('AT+CIPSEND=2,4');
  at.type('ab');
  first.notify('close', false);
  at.type('cd');
  assert.equal(at.said(), '\r\nRecv 4 bytes\r\n\r\nSEND FAIL\r\n2,CLOSED\r\n');
  assert.equal(first.written, '');
});

test('whoever leaves over a send that is not whole takes it along, one that is on its way is still watched', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.ask('AT+CIPSEND=2,4');
  at.type('ab');
  at.changeTypist();
  assert.equal(at.ask('AT'), OK);
  assert.equal(socket.written, '');
  at.ask('AT+CIPSEND=2,4');
  at.type('abcd');
  at.changeTypist();
  at.clock.advance(SEND_TIMEOUT_MS);
  assert.equal(socket.isEnded, true);
});

test('whoever leaves the transparent mode has sent what he typed, but not an escape', () => {
  for (const [typed, sent] of [
    ['abc', 'abc'],
    ['+++', ''],
  ] as const) {
    const at = new FakeConsole();
    const socket = at.link();
    at.ask('AT+CIPMODE=1');
    at.ask('AT+CIPSEND');
    at.type(typed);
    at.changeTypist();
    at.clock.advance(GAP_MS);
    assert.equal(socket.written, sent);
    assert.equal(at.ask('AT'), OK);
  }
});

test('transparent: a packet of just as many bytes as are gathered waits for the silence', () => {
  const at = new FakeConsole({ holdBytes: 100 });
  const socket = at.link();
  at.ask('AT+CIPMODE=1');
  at.ask('AT+CIPSEND');
  at.type('x'.repeat(100));
  assert.equal(socket.written, '');
  at.type('x');
  assert.equal(socket.written.length, 100);
  at.clock.advance(GAP_MS);
  assert.equal(socket.written.length, 101);
});

test('AT+SAVETRANSLINK needs a host, a port and TCP or UDP, and 0 forgets it', () => {
  const at = new FakeConsole();
  for (const args of ['1', '1,"h"', '1,"h",0', '1,"h",65536', '1,"",80', '1,"h",80,"SSL"', '2,"h",80', 'x'])
    assert.equal(at.ask(`AT+SAVETRANSLINK=${args}`), ERROR, args);
  assert.equal(at.persisted.transparent, undefined);
  assert.equal(at.ask('AT+SAVETRANSLINK=1,"h",80'), OK);
  assert.deepEqual(at.persisted.transparent, ['TCP', 'h', '80', '']);
  assert.equal(at.ask('AT+SAVETRANSLINK=1,"h",80,"UDP",1112'), OK);
  assert.deepEqual(at.persisted.transparent, ['UDP', 'h', '80', '1112']);
  assert.equal(at.ask('AT+SAVETRANSLINK=0'), OK);
  assert.deepEqual(at.persisted.transparent, []);
});

test('AT+SAVETRANSLINK is refused over a network', () => {
  const at = new FakeConsole({ ownPort: 23 });
  assert.equal(at.ask('AT+SAVETRANSLINK=1,"h",80'), ERROR);
});
