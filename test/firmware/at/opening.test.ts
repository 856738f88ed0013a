import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CONNECT_TIMEOUT_MS } from '../../../firmware/at/opening.ts';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

/** A console that has joined and speaks of several links, unless told otherwise. */
function joined(mux = 1, options = {}): FakeConsole {
  const at = new FakeConsole(options);
  at.join();
  if (mux) at.ask('AT+CIPMUX=1');
  return at;
}

describe('AT+CIPSTART', () => {
  test('000-10 says 2,CONNECT, a blank line and OK once the connection is there', () => {
    const at = joined();
    assert.equal(at.ask('AT+CIPSTART=2,"TCP","10.0.0.9",8080'), '');
    at.connected();
    assert.equal(at.said(), `2,CONNECT\r\n${OK}`);
  });

  test('with a single connection it says CONNECT without a number', () => {
    const at = joined(0);
    at.ask('AT+CIPSTART="TCP","10.0.0.9",8080');
    at.connected();
    assert.equal(at.said(), `CONNECT\r\n${OK}`);
  });

  test('a host that takes the connection and closes it at once was connected', () => {
    const at = joined();
    at.ask('AT+CIPSTART=2,"TCP","10.0.0.9",8080');
    at.sockets.at(-1)?.notify('close', false);
    assert.equal(at.said(), `2,CONNECT\r\n${OK}2,CLOSED\r\n`);
    assert.equal(at.ask('AT+CIPSTART=2,"TCP","10.0.0.9",8080'), '');
  });

  test('takes a keep-alive of 0 to 7200 s', () => {
    const at = joined();
    assert.equal(at.ask('AT+CIPSTART=2,"TCP","10.0.0.9",8080,7200'), '');
    at.connected();
    assert.equal(at.ask('AT+CIPSTART=3,"TCP","10.0.0.9",8080,7201'), ERROR);
  });

  const REFUSED: [what: string, mux: number, args: string, text: string][] = [
    ['a missing link number', 1, '"TCP","10.0.0.9",8080', 'Link type ERROR\r\n'],
    ['a number where there is one link', 0, '2,"TCP","10.0.0.9",8080', 'Link type ERROR\r\n'],
    ['an unknown type', 1, '2,"SSL","10.0.0.9",8080', 'Link type ERROR\r\n'],
    ['a link number over 4', 1, '5,"TCP","10.0.0.9",8080', 'ID ERROR\r\n'],
    ['a missing host', 1, '2,"TCP","",8080', 'IP ERROR\r\n'],
    ['a missing port', 1, '2,"TCP","10.0.0.9"', 'ENTRY ERROR\r\n'],
    ['port 0', 1, '2,"TCP","10.0.0.9",0', 'ENTRY ERROR\r\n'],
    ['a port over 65535', 1, '2,"TCP","10.0.0.9",65536', 'ENTRY ERROR\r\n'],
  ];
  for (const [what, mux, args, text] of REFUSED) {
    test(`refuses ${what} with ${text.trim()}`, () => {
      assert.equal(joined(mux).ask(`AT+CIPSTART=${args}`), text + ERROR);
    });
  }

  test('refuses a link that is taken', () => {
    const at = joined();
    at.link(2);
    assert.equal(at.ask('AT+CIPSTART=2,"TCP","10.0.0.9",8080'), `ALREADY CONNECTED\r\n${ERROR}`);
  });

  test('refuses without a network with no ip', () => {
    const at = new FakeConsole();
    assert.equal(at.ask('AT+CIPSTART="TCP","10.0.0.9",8080'), `no ip\r\n${ERROR}`);
  });

  test('works on the board’s own access point', () => {
    const at = new FakeConsole();
    at.ask('AT+CWMODE=2');
    assert.equal(at.ask('AT+CIPSTART="TCP","192.168.4.2",8080'), '');
  });

  test('refuses when memory is short', () => {
    const at = joined();
    at.hasRoom = false;
    assert.equal(at.ask('AT+CIPSTART=2,"TCP","10.0.0.9",8080'), ERROR);
  });

  test('refused at once (ESP32): ERROR, then 2,CLOSED, and the link is free', () => {
    const at = joined();
    at.refusal = 'Unable to create socket';
    assert.equal(at.ask('AT+CIPSTART=2,"TCP","10.0.0.9",8080'), `${ERROR}2,CLOSED\r\n`);
    at.refusal = '';
    assert.equal(at.ask('AT+CIPSTART=2,"TCP","10.0.0.9",8080'), '');
  });

  test('refused later (ESP8266): the same', () => {
    const at = joined();
    at.ask('AT+CIPSTART=2,"TCP","10.0.0.9",8080');
    at.sockets.at(-1)?.notify('error', { code: -9 });
    at.sockets.at(-1)?.notify('close', true);
    assert.equal(at.said(), `${ERROR}2,CLOSED\r\n`);
  });

  test('a name that nobody knows: DNS Fail, on both chips', () => {
    const esp32 = joined();
    esp32.refusal = 'Unable to locate host';
    assert.equal(esp32.ask('AT+CIPSTART=2,"TCP","nobody",80'), `DNS Fail\r\n${ERROR}2,CLOSED\r\n`);
    const esp8266 = joined();
    esp8266.ask('AT+CIPSTART=2,"TCP","nobody",80');
    esp8266.sockets.at(-1)?.notify('error', { code: -6 });
    esp8266.sockets.at(-1)?.notify('close', true);
    assert.equal(esp8266.said(), `DNS Fail\r\n${ERROR}2,CLOSED\r\n`);
  });

  test('a host that does not answer is given up, and a late answer is for nobody', () => {
    const at = joined();
    at.ask('AT+CIPSTART=2,"TCP","10.0.0.9",8080');
    at.clock.advance(CONNECT_TIMEOUT_MS);
    assert.equal(at.said(), `${ERROR}2,CLOSED\r\n`);
    at.connected();
    assert.equal(at.said(), '');
    assert.equal(at.sockets.at(-1)?.isEnded, true);
  });

  test('five links at once, 0 to 4', () => {
    const at = joined();
    for (const id of [0, 1, 2, 3, 4]) at.link(id);
    const rows = at
      .ask('AT+CIPSTATUS')
      .split('\r\n')
      .filter((row) => row.startsWith('+CIPSTATUS'));
    assert.deepEqual(
      rows,
      [0, 1, 2, 3, 4].map((id) => `+CIPSTATUS:${id},"TCP","10.0.0.9",8080,0,0`),
    );
  });

  test('UDP: CONNECT at once, bound when a port is given', () => {
    const at = joined();
    assert.equal(at.ask('AT+CIPSTART=1,"UDP","10.0.0.9",9000,9001,2'), `1,CONNECT\r\n${OK}`);
    assert.equal(at.datagrams[0]?.boundTo, 9001);
    assert.equal(at.ask('AT+CIPSTATUS'), `STATUS:3\r\n+CIPSTATUS:1,"UDP","10.0.0.9",9000,9001,0\r\n${OK}`);
    assert.equal(at.ask('AT+CIPSTART=2,"UDP","255.255.255.255",0'), `2,CONNECT\r\n${OK}`);
  });

  test('UDP: a port that is taken, and a mode that is none, are refused and leave no link', () => {
    const at = joined();
    assert.equal(at.ask('AT+CIPSTART=1,"UDP","10.0.0.9",9000,1'), ERROR);
    assert.equal(at.ask('AT+CIPSTART=1,"UDP","10.0.0.9",9000,9001,3'), ERROR);
    assert.equal(at.ask('AT+CIPSTATUS'), `STATUS:4\r\n${OK}`);
  });
});

describe('AT+CIPSERVER', () => {
  test('000-03 =0 without a server: no change, OK', () => {
    assert.equal(new FakeConsole().ask('AT+CIPSERVER=0'), `no change\r\n${OK}`);
  });

  test('000-04 with CIPMUX=1 the board listens, and says who comes with the lowest free number', () => {
    const at = joined();
    at.link(0);
    assert.equal(at.ask('AT+CIPSERVER=1,8080'), OK);
    assert.equal(at.listeningOn, 8080);
    at.client();
    assert.equal(at.said(), '1,CONNECT\r\n');
    assert.equal(at.ask('AT+CIPSERVER=1,8080'), `no change\r\n${OK}`);
    assert.equal(at.ask('AT+CIPSERVER=1,8081'), ERROR);
    assert.equal(at.ask('AT+CIPSERVER=0'), OK);
    assert.equal(at.listeningOn, 0);
  });

  test('listens on 333 when no port is named; needs CIPMUX=1 and a port that can be had', () => {
    const at = joined(0);
    assert.equal(at.ask('AT+CIPSERVER=1'), ERROR);
    at.ask('AT+CIPMUX=1');
    assert.equal(at.ask('AT+CIPSERVER=1,1'), ERROR);
    assert.equal(at.ask('AT+CIPSERVER=1'), OK);
    assert.equal(at.listeningOn, 333);
  });

  test('a sixth link is closed at once, and the five are unharmed', () => {
    const at = joined();
    at.ask('AT+CIPSERVER=1,8080');
    const clients = [at.client(), at.client(), at.client(), at.client(), at.client()];
    at.said();
    const sixth = at.client();
    assert.equal(sixth.isEnded, true);
    assert.deepEqual(sixth.received(), ['data'], 'what it sends does not pile up');
    assert.equal(at.said(), '');
    assert.ok(clients.every(({ isEnded }) => !isEnded));
    clients[3]?.notify('close', false);
    assert.equal(at.said(), '3,CLOSED\r\n');
    at.client();
    assert.equal(at.said(), '3,CONNECT\r\n');
  });

  test('clients that come and go at once take no link and are not told', () => {
    const at = joined();
    at.ask('AT+CIPSERVER=1,8080');
    for (let count = 0; count < 100; count++) at.client(true);
    assert.equal(at.said(), '');
    at.client();
    assert.equal(at.said(), '0,CONNECT\r\n');
  });

  test('a newcomer is closed at once when memory is short', () => {
    const at = joined();
    at.ask('AT+CIPSERVER=1,8080');
    at.hasRoom = false;
    assert.equal(at.client().isEnded, true);
  });

  test('AT+CIPSTO: a silent client is closed, one that sends stays, 0 means never', () => {
    const at = joined();
    at.ask('AT+CIPSERVER=1,8080');
    assert.equal(at.ask('AT+CIPSTO?'), `+CIPSTO:180\r\n${OK}`);
    assert.equal(at.ask('AT+CIPSTO=7201'), ERROR);
    assert.equal(at.ask('AT+CIPSTO=10'), OK);
    const silent = at.client();
    const busy = at.client();
    at.said();
    at.clock.advance(6000);
    busy.notify('data', 'x');
    at.clock.advance(5000);
    assert.equal(silent.isEnded, true);
    assert.equal(at.said(), '\r\n+IPD,1,1:x0,CLOSED\r\n');
    at.ask('AT+CIPSTO=0');
    at.clock.advance(7200_000);
    assert.equal(busy.isEnded, false);
  });
});
