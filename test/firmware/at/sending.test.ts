import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GAP_MS, MAX_BYTES, SEND_TIMEOUT_MS } from '../../../firmware/at/sending.ts';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';
const HELLO = 'Hello,fresh man!';

test('000-12, 000-13 the prompt, then exactly the bytes, then Recv and SEND OK once they have left', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  assert.equal(at.ask('AT+CIPSEND=2,16'), '\r\nOK\r\n> ');
  at.type(HELLO);
  assert.equal(socket.written, HELLO);
  assert.equal(at.said(), '\r\nRecv 16 bytes\r\n');
  socket.notify('drain');
  assert.equal(at.said(), '\r\nSEND OK\r\n');
});

test('byte for byte as it was captured from a board with 1.x', () => {
  const at = new FakeConsole();
  const socket = at.link(0);
  at.said();
  at.type('AT+CIPSEND=0,5\r\n');
  at.type('HELLO');
  socket.notify('drain');
  assert.equal(
    Buffer.from(at.said(), 'latin1').toString('hex'),
    Buffer.from('AT+CIPSEND=0,5').toString('hex') +
      '0d0d0a0d0a4f4b0d0a3e20' +
      '0d0a5265637620352062797465730d0a0d0a53454e44204f4b0d0a',
  );
});

test('2.x asks with > alone on a line', () => {
  const at = new FakeConsole({ dialect: 'v2' });
  at.type('ATE0\r\n');
  at.link(0);
  assert.equal(at.ask('AT+CIPSEND=0,5'), '\r\nOK\r\n\r\n>');
});

for (const [title, chunks] of [
  ['in one packet with the command', [`AT+CIPSEND=2,16\r\n${HELLO}`]],
  ['byte by byte', [...`AT+CIPSEND=2,16\r\n${HELLO}`]],
  [
    'with its line feed and the first bytes in one packet',
    ['AT+CIPSEND=2,16\r', `\n${HELLO.slice(0, 3)}`, HELLO.slice(3)],
  ],
] as const) {
  test(`000-13 the payload ${title} arrives as it is, in one piece`, () => {
    const at = new FakeConsole();
    const socket = at.link(2);
    for (const chunk of chunks) at.type(chunk);
    assert.equal(socket.written, HELLO);
    assert.match(at.said(), /> \r\nRecv 16 bytes\r\n$/, 'the payload does not come back');
  });
}

test('000-F6 the length counts bytes: two Chinese characters are six', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  const bytes = Buffer.from('你好').toString('latin1');
  at.ask('AT+CIPSEND=2,6');
  at.type(bytes);
  assert.equal(socket.written, bytes);
});

test('000-14 what a terminal adds to the bytes is dropped, busy s... at most, and commands work again', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.ask('AT+CIPSEND=2,16');
  at.type(`${HELLO}\r\n`);
  assert.equal(at.said(), '\r\nRecv 16 bytes\r\n');
  at.type('more\r\n');
  assert.equal(at.said(), '\r\nbusy s...\r\n');
  socket.notify('drain');
  assert.equal(socket.written, HELLO);
  assert.equal(at.said(), '\r\nSEND OK\r\n');
  assert.equal(at.ask('AT'), OK);
});

test('payload of all byte values, +++ and CR LF among them, goes through', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  const bytes = `${Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('')}+++\r\nAT\r\n`;
  at.ask(`AT+CIPSEND=2,${bytes.length}`);
  at.type(bytes);
  assert.equal(socket.written, bytes);
});

test('a long send leaves in pieces and is complete', () => {
  const at = new FakeConsole({ holdBytes: 256 });
  const socket = at.link(2);
  at.ask(`AT+CIPSEND=2,${MAX_BYTES}`);
  for (let index = 0; index < MAX_BYTES / 64; index++) at.type('x'.repeat(64));
  assert.equal(socket.written.length, MAX_BYTES);
  assert.equal(at.said(), `\r\nRecv ${MAX_BYTES} bytes\r\n`);
});

const REFUSED: [line: string, answer: string][] = [
  ['AT+CIPSEND=3,5', `link is not valid\r\n${ERROR}`],
  ['AT+CIPSEND=9,5', `link is not valid\r\n${ERROR}`],
  ['AT+CIPSEND=2', ERROR],
  ['AT+CIPSEND=2,0', ERROR],
  ['AT+CIPSEND=2,x', ERROR],
  [`AT+CIPSEND=2,${MAX_BYTES + 1}`, `too long\r\n${ERROR}`],
  ['AT+CIPSEND', ERROR],
];

for (const [line, answer] of REFUSED) {
  test(`${line} is refused with ${JSON.stringify(answer)}`, () => {
    const at = new FakeConsole();
    at.link(2);
    assert.equal(at.ask(line), answer);
  });
}

test('the link ends while the bytes are typed: they are taken all the same, then SEND FAIL and CLOSED', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.ask('AT+CIPSEND=2,16');
  at.type(HELLO.slice(0, 5));
  socket.notify('close', false);
  assert.equal(at.said(), '');
  at.type(HELLO.slice(5));
  assert.equal(at.said(), '\r\nRecv 16 bytes\r\n\r\nSEND FAIL\r\n2,CLOSED\r\n');
});

test('the link ends before the bytes have left: SEND FAIL, then CLOSED', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.ask('AT+CIPSEND=2,16');
  at.type(HELLO);
  socket.notify('close', true);
  assert.equal(at.said(), '\r\nRecv 16 bytes\r\n\r\nSEND FAIL\r\n2,CLOSED\r\n');
});

test('a peer that takes nothing is given up after 10 s', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.ask('AT+CIPSEND=2,16');
  at.type(HELLO);
  at.clock.advance(SEND_TIMEOUT_MS);
  assert.equal(at.said(), '\r\nRecv 16 bytes\r\n\r\nSEND FAIL\r\n2,CLOSED\r\n');
  assert.equal(socket.isEnded, true);
  assert.equal(at.ask('AT'), OK);
});

test('AT+CIPSTO ends a link over which a send runs: SEND FAIL, and the console goes on', () => {
  const at = new FakeConsole();
  at.join();
  at.ask('AT+CIPMUX=1');
  at.ask('AT+CIPSTO=1');
  at.ask('AT+CIPSERVER=1,8080');
  at.client();
  at.ask('AT+CIPSEND=0,16');
  at.type(HELLO);
  at.clock.advance(3000);
  assert.equal(at.said(), '\r\nRecv 16 bytes\r\n\r\nSEND FAIL\r\n0,CLOSED\r\n');
  assert.equal(at.ask('AT'), OK);
});

test('bytes that cannot be kept end the link, and the console goes on', () => {
  const at = new FakeConsole();
  at.link(2);
  at.canSend = false;
  at.ask('AT+CIPSEND=2,16');
  at.type(HELLO);
  assert.equal(at.said(), '\r\nRecv 16 bytes\r\n\r\nSEND FAIL\r\n2,CLOSED\r\n');
});

test('what arrives while the bytes are typed is said after SEND OK', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.ask('AT+CIPSEND=2,16');
  socket.notify('data', 'push');
  at.type(HELLO);
  socket.notify('drain');
  assert.equal(at.said(), '\r\nRecv 16 bytes\r\n\r\nSEND OK\r\n\r\n+IPD,2,4:push');
});

test('+++ alone cancels a send; with more right behind it is payload', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.ask('AT+CIPSEND=2,16');
  at.type('+++');
  at.clock.advance(GAP_MS);
  assert.equal(at.said(), '\r\nSEND Canceled\r\n');
  assert.equal(at.ask('AT'), OK);
  at.ask('AT+CIPSEND=2,6');
  at.type('+++');
  at.clock.advance(GAP_MS - 1);
  at.type('abc');
  assert.equal(socket.written, '+++abc');
});

test('a send of exactly three bytes may be +++', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  at.ask('AT+CIPSEND=2,3');
  at.type('+++');
  assert.equal(socket.written, '+++');
});
