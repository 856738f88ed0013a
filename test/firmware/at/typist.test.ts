/** Whoever comes after somebody who has left, at any point of any command, starts at the command prompt. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const SECRET = 'AT+CWJAP="home","secret-password"';
const OTHER_PORT = 2323;

/** All that left for anybody but whoever types. */
function sentElsewhere(at: FakeConsole): string {
  const tcp = [...at.sockets, ...at.clients].map(({ written }) => written);
  return [...tcp, ...at.datagrams.flatMap(({ sent }) => sent.map(({ bytes }) => bytes))].join('');
}

/** The next typist gets his answers, and what he types goes nowhere else. */
function assertFresh(at: FakeConsole, when: string): void {
  at.type('AT\r\n');
  assert.match(at.said(), /AT\r\r\n\r\nOK\r\n/, `${when}: AT is answered, with its echo`);
  at.type(`${SECRET}\r\n`);
  assert.deepEqual(at.joins.at(-1), ['home', 'secret-password'], `${when}: the command is run`);
  at.clock.advance(100);
  assert.doesNotMatch(sentElsewhere(at), /secret|CWJAP/, when);
  at.station('joined');
  assert.match(at.said(), /WIFI GOT IP\r\n\r\nOK\r\n$/, `${when}: and answered`);
}

/** What is typed and what happens, piece by piece. */
type Script = (string | ((at: FakeConsole) => void))[];

const linked: Script = ['AT+CIPSTART="TCP","10.0.0.9",80\r\n', (at) => void at.connected()];
const scripts: Record<string, Script> = {
  'half a line': ['AT+CIPS'],
  'a line of quotes': ['AT+CWJAP="home","'],
  'a line that is too long': ['x'.repeat(300)],
  'echo off': ['ATE0\r\n'],
  'a join': ['AT+CWJAP="other","other-password"\r\n', (at) => at.station('wrong password')],
  'a scan': ['AT+CWLAP\r\n', (at) => at.onScan?.([])],
  'a ping': ['AT+PING="host"\r\n', (at) => at.onName?.('10.0.0.1'), (at) => at.onPing?.({ respTime: 3 })],
  'a look-up': ['AT+CIPDOMAIN="host"\r\n', (at) => at.onName?.('10.0.0.1')],
  'a link': linked,
  'a link that is refused': [
    'AT+CIPSTART="TCP","10.0.0.9",80\r\n',
    (at) => at.sockets.at(-1)?.notify('close', true),
  ],
  'a send': [...linked, 'AT+CIPSEND=10\r\n', 'hello', 'hello', (at) => at.sockets.at(-1)?.notify('drain')],
  'a long send': [
    ...linked,
    'AT+CIPSEND=600\r\n',
    'x'.repeat(300),
    'x'.repeat(300),
    (at) => at.sockets.at(-1)?.notify('drain'),
  ],
  'a send up to a mark': [
    ...linked,
    'AT+CIPSENDEX=10\r\n',
    'hel',
    '\\',
    '0',
    (at) => at.sockets.at(-1)?.notify('drain'),
  ],
  'a send whose link ends': [
    ...linked,
    'AT+CIPSEND=10\r\n',
    'hel',
    (at) => at.sockets.at(-1)?.notify('close', false),
  ],
  'transparent mode': [
    ...linked,
    'AT+CIPMODE=1\r\n',
    'AT+CIPSEND\r\n',
    'hello',
    (at) => at.clock.advance(20),
    '++',
    '+',
    (at) => at.clock.advance(20),
  ],
  'a datagram': ['AT+CIPSTART="UDP","10.0.0.9",80\r\n', 'AT+CIPSEND=5\r\n', 'hel', 'lo'],
  'passive receiving': [
    ...linked,
    'AT+CIPRECVMODE=1\r\n',
    (at) => at.sockets.at(-1)?.notify('data', 'hello'),
    'AT+CIPRECVDATA=2\r\n',
  ],
  'a server': [
    'AT+CIPMUX=1\r\n',
    'AT+CIPSERVER=1,80\r\n',
    (at) => void at.client(),
    'AT+CIPSEND=0,5\r\n',
    'hel',
  ],
  'a restart': ['AT+RST\r\n', (at) => at.clock.advance(100)],
  'a restart that forgets': ['AT+RESTORE\r\n', (at) => at.clock.advance(100)],
  'leaving the network': ['AT+CWQAP\r\n'],
  'another mode': ['AT+CWMODE=2\r\n', 'AT+CWMODE=1\r\n'],
};

for (const [name, script] of Object.entries(scripts)) {
  for (const ownPort of [0, OTHER_PORT]) {
    test(`${name}: whoever leaves at any point of it leaves nothing behind${ownPort ? ', over a network' : ''}`, () => {
      // Between two steps, and after each byte of what is typed.
      const points = script.reduce((sum, step) => sum + (typeof step === 'string' ? step.length : 1), 0);
      for (
        let point = 1;
        point <= points;
        point += points > 400 && point > 40 && point < points - 40 ? 37 : 1
      ) {
        const at = new FakeConsole({ ownPort });
        at.join();
        let left = point;
        for (const step of script) {
          if (left <= 0) break;
          if (typeof step === 'string') {
            at.type(step.slice(0, left));
            left -= Math.min(left, step.length);
          } else {
            step(at);
            left--;
          }
        }
        at.changeTypist();
        if (name === 'another mode') at.type('AT+CWMODE=1\r\n');
        at.said();
        assertFresh(at, `${name}, point ${point}`);
        // The radio ends its scan in any case.
        at.onScan?.([]);
      }
    });
  }
}

test('links, the server and the settings of the modem stay; echo and transparent mode are of whoever types', () => {
  const at = new FakeConsole();
  at.link(2);
  at.ask('AT+CIPSERVER=1,80');
  at.ask('AT+CIPSTO=60');
  at.ask('ATE0');
  at.changeTypist();
  assert.equal(at.ask('AT+CIPMUX?'), `+CIPMUX:1\r\n${OK}`);
  assert.equal(at.ask('AT+CIPSTO?'), `+CIPSTO:60\r\n${OK}`);
  assert.match(at.ask('AT+CIPSTATUS'), /\+CIPSTATUS:2,/);
  assert.equal(at.listeningOn, 80);
  at.type('AT\r\n');
  assert.equal(at.said(), `AT\r\r\n${OK}`);
});

test('what was typed in transparent mode before its typist left is sent, and nothing after', () => {
  const at = new FakeConsole();
  const socket = at.link();
  at.ask('AT+CIPMODE=1');
  at.type('AT+CIPSEND\r\n');
  at.type('the last words');
  at.changeTypist();
  assert.equal(socket.written, 'the last words');
  assert.equal(at.ask('AT+CIPMODE?'), `+CIPMODE:0\r\n${OK}`);
});

test('a line that a CR has ended is run though its typist leaves at once', () => {
  const at = new FakeConsole();
  at.type('AT+CIPMUX=1\r');
  at.changeTypist();
  assert.equal(at.ask('AT+CIPMUX?'), `+CIPMUX:1\r\n${OK}`);
});

test('a network that somebody asked for is joined and kept though he has left', () => {
  const at = new FakeConsole();
  at.type('AT+CWJAP="other","other-password"\r\n');
  at.changeTypist();
  at.station('joined');
  assert.equal(at.said(), 'WIFI CONNECTED\r\nWIFI GOT IP\r\n');
  assert.equal(at.persisted.ssid, 'other');
});

test('a link that somebody asked for comes about though he has left, and another one takes its place', () => {
  const at = new FakeConsole();
  at.join();
  at.ask('AT+CIPSTART="TCP","10.0.0.9",80');
  at.changeTypist();
  at.connected();
  assert.equal(at.said(), 'CONNECT\r\n');
  at.ask('AT+CIPCLOSE');
  at.ask('AT+CIPSTART="TCP","10.0.0.9",80');
  const forsaken = at.sockets.at(-1);
  at.changeTypist();
  at.ask('AT+CIPSTART="TCP","10.0.0.9",81');
  assert.equal(forsaken?.isEnded, true);
  at.connected();
  assert.equal(at.said(), `CONNECT\r\n${OK}`);
});

test('a scan that the radio still makes for somebody who has left answers the next one who asks', () => {
  const at = new FakeConsole();
  at.ask('AT+CWLAP');
  at.changeTypist();
  assert.equal(at.ask('AT+CWLAP'), '');
  at.onScan?.([{ ssid: 'home', rssi: -60, authMode: 'wpa2', mac: 'aa:bb:cc:dd:ee:ff', channel: 6 }]);
  assert.equal(at.said(), `+CWLAP:(3,"home",-60,"aa:bb:cc:dd:ee:ff",6,0,0)\r\n${OK}`);
});
