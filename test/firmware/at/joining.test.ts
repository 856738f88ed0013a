import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

const MODES: [line: string, answer: string][] = [
  ['AT+CWMODE=1', OK],
  ['AT+CWMODE=3', OK],
  ['AT+CWMODE=0', ERROR],
  ['AT+CWMODE=4', ERROR],
  ['AT+CWMODE=', ERROR],
  ['AT+CWMODE?', `+CWMODE:1\r\n${OK}`],
  ['AT+CWMODE=?', `+CWMODE:(1-3)\r\n${OK}`],
  ['AT+CWMODE_CUR?', `+CWMODE_CUR:1\r\n${OK}`],
  ['AT+CWMODE_DEF=2', OK],
];

for (const [line, answer] of MODES) {
  test(`000-02 ${line} answers ${JSON.stringify(answer)}`, () => {
    assert.equal(new FakeConsole().ask(line), answer);
  });
}

test('000-02 the mode switches the radios: 2 opens the access point and leaves the network, 1 the other way round', () => {
  const at = new FakeConsole({ persisted: { ssid: 'home', password: 'long enough' } });
  at.join();
  at.ask('AT+CWMODE=3');
  assert.deepEqual([at.ap, at.leaves], [[true], 0]);
  assert.equal(at.ask('AT+CWMODE=2'), `${OK}WIFI DISCONNECT\r\n`);
  assert.deepEqual([at.ap, at.leaves], [[true], 1]);
  assert.equal(at.ask('AT+CWMODE=1'), OK);
  assert.deepEqual([at.ap, at.joins], [[true, false], [['home', 'long enough']]]);
});

test('a chip that cannot be both refuses mode 3', () => {
  assert.equal(new FakeConsole({ hasStationAndAp: false }).ask('AT+CWMODE=3'), ERROR);
});

test('2.x has mode 0', () => {
  const at = new FakeConsole({ dialect: 'v2' });
  at.type('ATE0\r\n');
  assert.equal(at.ask('AT+CWMODE=?'), `+CWMODE:(0-3)\r\n${OK}`);
  assert.equal(at.ask('AT+CWMODE=0'), OK);
});

test('000-08 AT+CWJAP: WIFI CONNECTED, WIFI GOT IP, a blank line, OK; and the network is kept', () => {
  const at = new FakeConsole();
  assert.equal(at.ask('AT+CWJAP="ssid","password"'), '');
  assert.deepEqual(at.joins, [['ssid', 'password']]);
  at.station('joined');
  assert.equal(at.said(), `WIFI CONNECTED\r\nWIFI GOT IP\r\n${OK}`);
  assert.deepEqual(at.persisted, { ssid: 'ssid', password: 'password' });
});

test('joining another network says WIFI DISCONNECT first', () => {
  const at = new FakeConsole();
  at.join();
  assert.equal(at.ask('AT+CWJAP="ssid","password"'), 'WIFI DISCONNECT\r\n');
});

test('what went over a network ends with it, before the next one is joined', () => {
  const at = new FakeConsole();
  const socket = at.link(2);
  assert.equal(at.ask('AT+CWJAP="ssid","password"'), '2,CLOSED\r\nWIFI DISCONNECT\r\n');
  assert.equal(socket.isEnded, true);
  at.station('joined');
  const other = at.link(2);
  at.station('lost');
  assert.equal(at.said(), '2,CLOSED\r\nWIFI DISCONNECT\r\n');
  assert.equal(other.isEnded, true);
});

test('with the access point on, links outlast the network: they may go over it', () => {
  const at = new FakeConsole();
  at.ask('AT+CWMODE=3');
  const socket = at.link(2);
  at.station('lost');
  assert.equal(at.said(), 'WIFI DISCONNECT\r\n');
  assert.equal(socket.isEnded, false);
});

test('AT+CWJAP_CUR keeps nothing', () => {
  const at = new FakeConsole();
  at.ask('AT+CWJAP_CUR="ssid","password"');
  at.station('joined');
  assert.deepEqual(at.persisted, {});
});

for (const [reason, code] of [
  ['no answer', 1],
  ['wrong password', 2],
  ['not found', 3],
  ['no address', 4],
] as const) {
  for (const [dialect, last] of [
    ['nonos', 'FAIL'],
    ['v2', 'ERROR'],
  ] as const) {
    test(`a join that ends with "${reason}" answers +CWJAP:${code} and ${last} (${dialect}), and is not tried again`, () => {
      const at = new FakeConsole({ dialect });
      at.ask('AT+CWJAP="ssid","password"');
      at.said();
      at.station(reason);
      assert.equal(at.said(), `+CWJAP:${code}\r\n\r\n${last}\r\n`);
      assert.equal(at.leaves, 1);
      assert.deepEqual(at.persisted, {});
    });
  }
}

for (const line of [
  'AT+CWJAP=',
  'AT+CWJAP="","password"',
  `AT+CWJAP="${'s'.repeat(32)}","password"`,
  `AT+CWJAP="s","${'p'.repeat(64)}"`,
]) {
  test(`${line} is refused`, () => {
    assert.equal(new FakeConsole().ask(line), ERROR);
  });
}

test('AT+CWJAP is refused while only the access point is on', () => {
  const at = new FakeConsole();
  at.ask('AT+CWMODE=2');
  assert.equal(at.ask('AT+CWJAP="ssid","password"'), ERROR);
});

test('escapes stand for the character behind them', () => {
  const at = new FakeConsole();
  at.ask('AT+CWJAP="a\\"b\\,c\\\\d","pass\\"word"');
  assert.deepEqual(at.joins, [['a"b,c\\d', 'pass"word']]);
});

test('AT+CWJAP? tells the network, or No AP', () => {
  const at = new FakeConsole({ persisted: { ssid: 'home', password: 'long enough' } });
  assert.equal(at.ask('AT+CWJAP?'), `No AP\r\n${OK}`);
  at.wifi('associated', { mac: '02:00:00:00:00:01', channel: 6 });
  at.join();
  assert.equal(at.ask('AT+CWJAP?'), `+CWJAP:"home","02:00:00:00:00:01",6,-61\r\n${OK}`);
});

test('a network that is lost and found again is said unasked', () => {
  const at = new FakeConsole();
  at.join();
  at.station('lost');
  assert.equal(at.said(), 'WIFI DISCONNECT\r\n');
  at.station('joined');
  assert.equal(at.said(), 'WIFI CONNECTED\r\nWIFI GOT IP\r\n');
});

test('AT+CWQAP: OK, then WIFI DISCONNECT if a network was joined', () => {
  const at = new FakeConsole();
  assert.equal(at.ask('AT+CWQAP'), OK);
  at.join();
  assert.equal(at.ask('AT+CWQAP'), `${OK}WIFI DISCONNECT\r\n`);
});

const ACCESS_POINTS: [args: string, answer: string][] = [
  ['"board","long enough",5,3', OK],
  ['"board","long enough",5,4,4,0', OK],
  ['"board","",5,0', OK],
  ['"board","short",5,3', ERROR],
  [`"board","${'p'.repeat(64)}",5,3`, ERROR],
  ['"board","long enough",14,3', ERROR],
  ['"board","long enough",5,1', ERROR],
  ['"board","long enough",5,5', ERROR],
  ['"","long enough",5,3', ERROR],
  ['"board","long enough"', ERROR],
];

for (const [args, answer] of ACCESS_POINTS) {
  test(`AT+CWSAP=${args} answers ${answer.trim()}`, () => {
    const at = new FakeConsole();
    at.ask('AT+CWMODE=2');
    assert.equal(at.ask(`AT+CWSAP=${args}`), answer);
  });
}

test('AT+CWSAP is refused in mode 1; the query shows it all, as the original does', () => {
  const at = new FakeConsole();
  assert.equal(at.ask('AT+CWSAP="board","long enough",5,3'), ERROR);
  at.ask('AT+CWMODE=3');
  at.ask('AT+CWSAP="board","long enough",5,3');
  assert.equal(at.ask('AT+CWSAP?'), `+CWSAP:"board","long enough",5,3,4,0\r\n${OK}`);
  assert.equal(at.persisted.apPassword, 'long enough');
});
