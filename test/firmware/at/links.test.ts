import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

test('000-11 what arrives is +IPD with number and length, raw bytes, nothing behind', () => {
  const at = new FakeConsole();
  at.link(2).notify('data', 'Welcome!');
  assert.equal(at.said(), '\r\n+IPD,2,8:Welcome!');
});

test('with a single connection +IPD has no number', () => {
  const at = new FakeConsole();
  at.link().notify('data', '\x00\xff\r\n');
  assert.equal(at.said(), '\r\n+IPD,4:\x00\xff\r\n');
});

for (const [dialect, host, unknown] of [
  ['nonos', '10.0.0.9', '0.0.0.0,00'],
  ['v2', '"10.0.0.9"', '"0.0.0.0",0'],
] as const) {
  test(`AT+CIPDINFO=1 names the sender, ${dialect} style; of a client the interpreter does not know it`, () => {
    const at = new FakeConsole({ dialect });
    const socket = at.link(2);
    at.ask('AT+CIPDINFO=1');
    at.said();
    socket.notify('data', 'hello');
    assert.equal(at.said(), `\r\n+IPD,2,5,${host},8080:hello`);
    at.ask('AT+CIPSERVER=1,8080');
    const client = at.client();
    at.said();
    client.notify('data', 'hello');
    assert.equal(at.said(), `\r\n+IPD,0,5,${unknown}:hello`);
  });
}

test('000-15 AT+CIPCLOSE=2: 2,CLOSED, OK; the other end is told, and its own end is not said again', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  assert.equal(at.ask('AT+CIPCLOSE=2'), `2,CLOSED\r\n${OK}`);
  assert.equal(socket.isEnded, true);
  socket.notify('close', false);
  socket.notify('data', 'late');
  assert.equal(at.said(), '');
});

test('000-16 the other end closes: 2,CLOSED unasked, and link 2 is free', () => {
  const at = new FakeConsole();
  at.link(2).notify('close', false);
  assert.equal(at.said(), '2,CLOSED\r\n');
  assert.equal(at.ask('AT+CIPSTATUS'), `STATUS:4\r\n${OK}`);
  assert.equal(at.ask('AT+CIPSTART=2,"TCP","10.0.0.9",8080'), '');
});

test('a single connection closes with CLOSED alone', () => {
  const at = new FakeConsole();
  at.link();
  assert.equal(at.ask('AT+CIPCLOSE'), `CLOSED\r\n${OK}`);
});

test('AT+CIPCLOSE=5 closes every link', () => {
  const at = new FakeConsole();
  at.link(0);
  at.link(3);
  assert.equal(at.ask('AT+CIPCLOSE=5'), `0,CLOSED\r\n3,CLOSED\r\n${OK}`);
});

test('AT+CIPCLOSE of no link, in the wrong form, or of a number that is none', () => {
  const at = new FakeConsole();
  assert.equal(at.ask('AT+CIPCLOSE'), `UNLINK\r\n${ERROR}`);
  assert.equal(at.ask('AT+CIPCLOSE=0'), `MUX=0\r\n${ERROR}`);
  at.ask('AT+CIPMUX=1');
  assert.equal(at.ask('AT+CIPCLOSE'), `MUX=1\r\n${ERROR}`);
  assert.equal(at.ask('AT+CIPCLOSE=2'), `UNLINK\r\n${ERROR}`);
  assert.equal(at.ask('AT+CIPCLOSE=6'), ERROR);
});

test('AT+CIPSTATUS: 5 without a network, 2 with one, 3 with a link, 4 after it', () => {
  const at = new FakeConsole();
  assert.equal(at.ask('AT+CIPSTATUS'), `STATUS:5\r\n${OK}`);
  at.join();
  assert.equal(at.ask('AT+CIPSTATUS'), `STATUS:2\r\n${OK}`);
  at.link(1);
  assert.equal(at.ask('AT+CIPSTATUS'), `STATUS:3\r\n+CIPSTATUS:1,"TCP","10.0.0.9",8080,0,0\r\n${OK}`);
  at.ask('AT+CIPCLOSE=1');
  assert.equal(at.ask('AT+CIPSTATUS'), `STATUS:4\r\n${OK}`);
});

test('AT+CIPSTATUS after a link: 5 when its network has been left, 2 when one is joined again', () => {
  const at = new FakeConsole();
  at.link(1);
  at.ask('AT+CIPCLOSE=1');
  at.ask('AT+CWQAP');
  assert.equal(at.ask('AT+CIPSTATUS'), `STATUS:5\r\n${OK}`);
  at.join();
  assert.equal(at.ask('AT+CIPSTATUS'), `STATUS:2\r\n${OK}`);
});

test('2.x tells the links with AT+CIPSTATE?, a client of the server with its port', () => {
  const at = new FakeConsole({ dialect: 'v2' });
  at.type('ATE0\r\nAT+CIPMUX=1\r\nAT+CIPSERVER=1,8080\r\n');
  at.client();
  assert.equal(at.ask('AT+CIPSTATE?'), `+CIPSTATE:0,"TCP","0.0.0.0",0,8080,1\r\n${OK}`);
});

const MUX: [before: string[], line: string, answer: string][] = [
  [[], 'AT+CIPMUX?', `+CIPMUX:0\r\n${OK}`],
  [[], 'AT+CIPMUX=1', OK],
  [[], 'AT+CIPMUX=2', ERROR],
  [['AT+CIPMODE=1'], 'AT+CIPMUX=1', `IPMODE must be 0\r\n${ERROR}`],
  [['AT+CIPMUX=1', 'AT+CIPSERVER=1'], 'AT+CIPMUX=0', `CIPSERVER must be 0\r\n${ERROR}`],
  [['AT+CIPMUX=1', 'AT+CIPSERVER=1'], 'AT+CIPMUX=1', OK],
  [['AT+CIPMUX=1'], 'AT+CIPMODE=1', `CIPMUX and CIPSERVER must be 0\r\n${ERROR}`],
  [[], 'AT+CIPMODE?', `+CIPMODE:0\r\n${OK}`],
  [['AT+CIPMODE=1'], 'AT+CIPMODE?', `+CIPMODE:1\r\n${OK}`],
  [[], 'AT+CIPMODE=2', ERROR],
  [[], 'AT+CIPDINFO=2', ERROR],
];

for (const [before, line, answer] of MUX) {
  test(`000-07 ${[...before, line].join(', ')} answers ${JSON.stringify(answer)}`, () => {
    const at = new FakeConsole();
    for (const earlier of before) at.ask(earlier);
    assert.equal(at.ask(line), answer);
  });
}

test('AT+CIPMUX cannot change while there is a link', () => {
  const at = new FakeConsole();
  at.link();
  assert.equal(at.ask('AT+CIPMUX=1'), `link is builded\r\n${ERROR}`);
});
