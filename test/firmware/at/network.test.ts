import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PING_TIMEOUT_MS, PING_TRIES_MS } from '../../../firmware/at/network.ts';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

const NETWORKS = [
  { ssid: 'home', rssi: -50, authMode: 'wpa2', mac: '02:00:00:00:00:01', channel: 6 },
  { ssid: 'open', rssi: -70, authMode: 'open', mac: '02:00:00:00:00:02', channel: '11' },
  { ssid: 'new', rssi: -80, authMode: 'wpa3', mac: '02:00:00:00:00:03', channel: 1 },
];
const HOME = '+CWLAP:(3,"home",-50,"02:00:00:00:00:01",6,0,0)\r\n';
const OPEN = '+CWLAP:(0,"open",-70,"02:00:00:00:00:02",11,0,0)\r\n';
const NEW = '+CWLAP:(4,"new",-80,"02:00:00:00:00:03",1,0,0)\r\n';

const SCANS: [line: string, rows: string][] = [
  ['AT+CWLAP', HOME + OPEN + NEW],
  ['AT+CWLAP="open"', OPEN],
  ['AT+CWLAP="","02:00:00:00:00:01"', HOME],
  ['AT+CWLAP=,,11', OPEN],
  ['AT+CWLAP="home",,11', ''],
];

for (const [line, rows] of SCANS) {
  test(`${line} answers ${rows.split('\n').length - 1} rows`, () => {
    const at = new FakeConsole();
    assert.equal(at.ask(line), '');
    at.onScan?.(NETWORKS);
    assert.equal(at.said(), rows + OK);
  });
}

test('AT+CWLAP is refused while only the access point is on', () => {
  const at = new FakeConsole();
  at.ask('AT+CWMODE=2');
  assert.equal(at.ask('AT+CWLAP'), ERROR);
});

test('AT+CWLIF lists who joined, in the words of each dialect; nobody where the chip does not tell', () => {
  const stations = [{ ip: '192.168.4.2', mac: 'aa:bb:cc:dd:ee:ff' }];
  const at = new FakeConsole();
  assert.equal(at.ask('AT+CWLIF'), OK);
  at.stations = stations;
  assert.equal(at.ask('AT+CWLIF'), `192.168.4.2,aa:bb:cc:dd:ee:ff\r\n${OK}`);
  const v2 = new FakeConsole({ dialect: 'v2' });
  v2.type('ATE0\r\n');
  v2.stations = stations;
  assert.equal(v2.ask('AT+CWLIF'), `+CWLIF:192.168.4.2,aa:bb:cc:dd:ee:ff\r\n${OK}`);
});

const STATION = '+CIFSR:STAIP,"192.168.1.50"\r\n+CIFSR:STAMAC,"5c:cf:7f:0a:0b:0c"\r\n';
const ACCESS_POINT = '+CIFSR:APIP,"192.168.4.1"\r\n+CIFSR:APMAC,"5e:cf:7f:0a:0b:0c"\r\n';

for (const [mode, rows] of [
  [1, STATION],
  [2, ACCESS_POINT],
  [3, ACCESS_POINT + STATION],
] as const) {
  test(`000-09 AT+CIFSR in mode ${mode}`, () => {
    const at = new FakeConsole();
    at.ask(`AT+CWMODE=${mode}`);
    if (mode !== 2) at.join();
    assert.equal(at.ask('AT+CIFSR'), rows + OK);
  });
}

test('000-09 AT+CIFSR without a network tells 0.0.0.0', () => {
  assert.match(new FakeConsole().ask('AT+CIFSR'), /^\+CIFSR:STAIP,"0\.0\.0\.0"\r\n/);
});

const ADDRESSES: [line: string, answer: string][] = [
  [
    'AT+CIPSTA?',
    '+CIPSTA:ip:"192.168.1.50"\r\n+CIPSTA:gateway:"192.168.1.1"\r\n+CIPSTA:netmask:"255.255.255.0"\r\n',
  ],
  [
    'AT+CIPSTA_CUR?',
    '+CIPSTA_CUR:ip:"192.168.1.50"\r\n+CIPSTA_CUR:gateway:"192.168.1.1"\r\n+CIPSTA_CUR:netmask:"255.255.255.0"\r\n',
  ],
  [
    'AT+CIPAP?',
    '+CIPAP:ip:"192.168.4.1"\r\n+CIPAP:gateway:"192.168.4.1"\r\n+CIPAP:netmask:"255.255.255.0"\r\n',
  ],
  ['AT+CIPSTAMAC?', '+CIPSTAMAC:"5c:cf:7f:0a:0b:0c"\r\n'],
  ['AT+CIPAPMAC?', '+CIPAPMAC:"5e:cf:7f:0a:0b:0c"\r\n'],
];

for (const [line, rows] of ADDRESSES) {
  test(`${line} answers ${JSON.stringify(rows)}`, () => {
    const at = new FakeConsole();
    at.ask('AT+CWMODE=3');
    at.join();
    assert.equal(at.ask(line), rows + OK);
  });
}

const PINGS: [dialect: 'nonos' | 'v2', answer: string, timeout: string][] = [
  ['nonos', '+7\r\n', '+timeout\r\n'],
  ['v2', '+PING:7\r\n', '+PING:TIMEOUT\r\n'],
];

for (const [dialect, answer, timeout] of PINGS) {
  test(`AT+PING, ${dialect}: the first answer counts`, () => {
    const at = new FakeConsole({ dialect });
    at.ask('AT+PING="10.0.0.9"');
    at.said();
    at.onName?.('10.0.0.9');
    at.onPing?.({ respTime: 7 });
    at.onPing?.({ respTime: 8 });
    assert.equal(at.said(), answer + OK);
    at.clock.advance(PING_TRIES_MS);
  });

  test(`AT+PING, ${dialect}: an unknown name, no answer and silence are all a timeout`, () => {
    for (const happens of [
      (at: FakeConsole) => at.onName?.(null),
      (at: FakeConsole) => {
        at.onName?.('10.0.0.9');
        at.onPing?.({ respTime: 0, timeoutCount: 1 });
      },
      (at: FakeConsole) => {
        at.onName?.('10.0.0.9');
        at.onPing?.({ respTime: 0, error: -1 });
      },
      (at: FakeConsole) => at.clock.advance(PING_TIMEOUT_MS),
    ]) {
      const at = new FakeConsole({ dialect });
      at.ask('AT+PING="10.0.0.9"');
      at.said();
      happens(at);
      assert.equal(at.said(), timeout + ERROR);
      at.onPing?.({ respTime: 9 });
      assert.equal(at.said(), '', 'a late answer is for nobody');
      at.clock.advance(PING_TRIES_MS);
    }
  });
}

test('AT+PING while the tries of the last one are not over waits for them, or it would be answered by them', () => {
  const at = new FakeConsole();
  at.ask('AT+PING="10.0.0.8"');
  at.onName?.('10.0.0.8');
  at.onPing?.({ respTime: 7 });
  at.said();
  at.ask('AT+PING="10.0.0.9"');
  at.said();
  at.onPing?.({ respTime: 8 });
  assert.equal(at.said(), '');
  at.clock.advance(PING_TRIES_MS);
  at.onName?.('10.0.0.9');
  at.onPing?.({ respTime: 9 });
  assert.equal(at.said(), `+9\r\n${OK}`);
  at.clock.advance(PING_TRIES_MS);
});

test('AT+PING without a host is refused', () => {
  assert.equal(new FakeConsole().ask('AT+PING='), ERROR);
});
