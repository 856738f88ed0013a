/** Commands of the original that set something or ask for it: each form, and wrong arguments. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RESTART_MS } from '../../../firmware/at/restart.ts';
import { REOPEN_MS } from '../../../firmware/at/transparent-link.ts';
import { FakeConsole } from './fake-console.ts';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

/** Lines one after another at a console that is joined, each with its answer. */
const DIALOGUES: Record<string, [line: string, answer: string][]> = {
  'AT+CIPSTA': [
    [
      'AT+CIPSTA?',
      `+CIPSTA:ip:"192.168.1.50"\r\n+CIPSTA:gateway:"192.168.1.1"\r\n+CIPSTA:netmask:"255.255.255.0"\r\n${OK}`,
    ],
    [
      'AT+CIPSTA_CUR?',
      `+CIPSTA_CUR:ip:"192.168.1.50"\r\n+CIPSTA_CUR:gateway:"192.168.1.1"\r\n+CIPSTA_CUR:netmask:"255.255.255.0"\r\n${OK}`,
    ],
    ['AT+CIPSTA_DEF="192.168.1.60","192.168.1.1","255.255.255.0"', OK],
    ['AT+CIPSTA="192.168.1.61"', OK],
    ...[
      '',
      '"x"',
      '"1.2.3"',
      '"1.2.3.4.5"',
      '"1.2.3.256"',
      '"0.0.0.0"',
      '"1.2.3.4","x"',
      '"1.2.3.4","1.2.3.1","mask"',
    ].map((args): [string, string] => [`AT+CIPSTA=${args}`, ERROR]),
  ],
  'AT+CIPAP': [
    ['AT+CWMODE=3', OK],
    [
      'AT+CIPAP?',
      `+CIPAP:ip:"192.168.4.1"\r\n+CIPAP:gateway:"192.168.4.1"\r\n+CIPAP:netmask:"255.255.255.0"\r\n${OK}`,
    ],
    ['AT+CIPAP_CUR="192.168.5.1"', OK],
    ['AT+CIPAP="192.168.5"', ERROR],
  ],
  'AT+CWDHCP': [
    ['AT+CWDHCP?', `+CWDHCP:3\r\n${OK}`],
    ['AT+CWDHCP_CUR?', `+CWDHCP_CUR:3\r\n${OK}`],
    ['AT+CWDHCP=1,1', OK],
    ['AT+CWDHCP=2,1', OK],
    ['AT+CWDHCP_CUR=1,0', OK],
    ['AT+CWDHCP?', `+CWDHCP:1\r\n${OK}`],
    ['AT+CWDHCP=1,1', OK],
    ['AT+CWDHCP?', `+CWDHCP:3\r\n${OK}`],
    ['AT+CWDHCP=0,0', ERROR],
    ['AT+CWDHCP=3,1', ERROR],
    ['AT+CWDHCP=1,2', ERROR],
    ['AT+CWDHCP=1', ERROR],
  ],
  'AT+CIPDNS': [
    ['AT+CIPDNS?', OK],
    ['AT+CIPDNS_CUR=1,"8.8.8.8","8.8.4.4"', OK],
    ['AT+CIPDNS_CUR?', `+CIPDNS_CUR:8.8.8.8\r\n+CIPDNS_CUR:8.8.4.4\r\n${OK}`],
    ['AT+CIPDNS=0', OK],
    ['AT+CIPDNS?', OK],
    ['AT+CIPDNS=1', ERROR],
    ['AT+CIPDNS=1,"x"', ERROR],
    ['AT+CIPDNS=2,"8.8.8.8"', ERROR],
    ['AT+CIPDNS=1,"1.1.1.1","1.1.1.2","1.1.1.3"', ERROR],
  ],
  'AT+CIPSNTPCFG': [
    ['AT+CIPSNTPCFG?', `+CIPSNTPCFG:0\r\n${OK}`],
    ['AT+CIPSNTPCFG=1,8,"cn.ntp.org.cn","us.pool.ntp.org"', OK],
    ['AT+CIPSNTPCFG?', `+CIPSNTPCFG:1,8,"cn.ntp.org.cn"\r\n${OK}`],
    ['AT+CIPSNTPCFG=1,-5', OK],
    ['AT+CIPSNTPCFG?', `+CIPSNTPCFG:1,-5,"cn.ntp.org.cn"\r\n${OK}`],
    ['AT+CIPSNTPCFG=0', OK],
    ['AT+CIPSNTPCFG?', `+CIPSNTPCFG:0\r\n${OK}`],
    ['AT+CIPSNTPCFG=2', ERROR],
    ['AT+CIPSNTPCFG=1,14', ERROR],
    ['AT+CIPSNTPCFG=1,-12', ERROR],
    ['AT+CIPSNTPCFG=', ERROR],
  ],
  'AT+CIPSERVERMAXCONN': [
    ['AT+CIPSERVERMAXCONN?', `+CIPSERVERMAXCONN:5\r\n${OK}`],
    ['AT+CIPSERVERMAXCONN=2', OK],
    ['AT+CIPSERVERMAXCONN?', `+CIPSERVERMAXCONN:2\r\n${OK}`],
    ['AT+CIPSERVERMAXCONN=0', ERROR],
    ['AT+CIPSERVERMAXCONN=6', ERROR],
    ['AT+CIPMUX=1', OK],
    ['AT+CIPSERVER=1', OK],
    ['AT+CIPSERVERMAXCONN=3', ERROR],
  ],
  'AT+SLEEP': [
    ['AT+SLEEP?', `+SLEEP:2\r\n${OK}`],
    ['AT+SLEEP=0', OK],
    ['AT+SLEEP?', `+SLEEP:0\r\n${OK}`],
    ['AT+SLEEP=2', OK],
    ['AT+SLEEP=1', ERROR],
    ['AT+SLEEP=3', ERROR],
    ['AT+SLEEP=', ERROR],
  ],
  'AT+GSLP': [
    ['AT+GSLP=1500', `1500\r\n${OK}`],
    ['AT+GSLP=0', ERROR],
    ['AT+GSLP=', ERROR],
    ['AT+GSLP=9999999', ERROR],
  ],
  'AT+CWHOSTNAME': [
    ['AT+CWHOSTNAME="board"', OK],
    ['AT+CWHOSTNAME?', `+CWHOSTNAME:board\r\n${OK}`],
    ['AT+CWHOSTNAME=""', ERROR],
  ],
  'AT+CIPRECVMODE': [
    ['AT+CIPRECVMODE?', `+CIPRECVMODE:0\r\n${OK}`],
    ['AT+CIPRECVLEN?', ERROR],
    ['AT+CIPRECVMODE=1', OK],
    ['AT+CIPRECVMODE?', `+CIPRECVMODE:1\r\n${OK}`],
    ['AT+CIPRECVLEN?', `+CIPRECVLEN:0,0,0,0,0\r\n${OK}`],
    ['AT+CIPRECVDATA=10', ERROR],
    ['AT+CIPRECVMODE=2', ERROR],
  ],
  'AT+SAVETRANSLINK': [
    ['AT+SAVETRANSLINK=1,"10.0.0.9",80', OK],
    ['AT+SAVETRANSLINK=1,"10.0.0.9",80,"TCP",60', OK],
    ['AT+SAVETRANSLINK=0', OK],
    ['AT+SAVETRANSLINK=1', ERROR],
    ['AT+SAVETRANSLINK=1,"10.0.0.9",0', ERROR],
    ['AT+SAVETRANSLINK=1,"10.0.0.9",80,"SSL"', ERROR],
    ['AT+SAVETRANSLINK=2,"10.0.0.9",80', ERROR],
  ],
  'AT+CWAUTOCONN': [
    ['AT+CWAUTOCONN=0', OK],
    ['AT+CWAUTOCONN=2', ERROR],
    ['AT+CWAUTOCONN=', ERROR],
  ],
};

for (const [name, dialogue] of Object.entries(DIALOGUES)) {
  test(`${name}: set, query and wrong arguments`, () => {
    const at = new FakeConsole();
    at.join();
    for (const [line, answer] of dialogue) assert.equal(at.ask(line), answer, line);
  });
}

test('the forms of 2.x differ', () => {
  const at = new FakeConsole({ dialect: 'v2' });
  at.join();
  at.ask('ATE0');
  assert.equal(at.ask('AT+CWDHCP?'), `+CWDHCP:3\r\n${OK}`);
  assert.equal(at.ask('AT+CWDHCP=0,1'), OK);
  assert.equal(at.ask('AT+CWDHCP?'), `+CWDHCP:2\r\n${OK}`);
  at.ask('AT+CIPDNS=1,"8.8.8.8"');
  assert.equal(at.ask('AT+CIPDNS?'), `+CIPDNS:1,"8.8.8.8"\r\n${OK}`);
  assert.equal(at.ask('AT+CWAUTOCONN?'), `+CWAUTOCONN:1\r\n${OK}`);
  at.ask('AT+CIPDOMAIN="host"');
  at.onName?.('10.0.0.1');
  assert.equal(at.said(), `+CIPDOMAIN:"10.0.0.1"\r\n${OK}`);
});

test('a static address is set at once, kept, and set again after each join; AT+CWDHCP=1,1 gives it back', () => {
  const at = new FakeConsole();
  at.join();
  at.ask('AT+CIPSTA_CUR="192.168.1.61"');
  assert.deepEqual(at.addresses, ['station 192.168.1.61 192.168.1.1 255.255.255.0']);
  assert.equal(at.persisted.ip, undefined);
  at.ask('AT+CIPSTA="192.168.1.62","192.168.1.254","255.255.0.0"');
  assert.deepEqual(at.persisted.ip, ['192.168.1.62', '192.168.1.254', '255.255.0.0']);
  at.ask('AT+RST');
  at.clock.advance(RESTART_MS);
  at.addresses = [];
  at.station('joined');
  assert.deepEqual(at.addresses, ['station 192.168.1.62 192.168.1.254 255.255.0.0']);
  at.ask('AT+CWDHCP=1,1');
  assert.equal(at.persisted.ip, null);
});

test('name servers are set in the network that was joined, not in the one before', () => {
  const at = new FakeConsole({ persisted: { ssid: 'home', password: 'home-password' } });
  at.join();
  at.ask('AT+CIPDNS=1,"8.8.8.8"');
  at.ask('AT+CWJAP="other","other-password"');
  at.servers = [];
  at.station('joined');
  assert.deepEqual(at.servers, ['other 8.8.8.8']);
});

test('AT+CIPSNTPTIME? tells the time of its zone as asctime writes it', (t) => {
  const { TZ } = process.env;
  process.env.TZ = 'UTC';
  t.after(() => {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2016, 11, 1, 18, 3, 4) });
  const at = new FakeConsole();
  at.join();
  at.ask('AT+CIPSNTPCFG=1,8');
  assert.equal(at.ask('AT+CIPSNTPTIME?'), `+CIPSNTPTIME:Fri Dec 02 02:03:04 2016\r\n${OK}`);
});

test('AT+CIPDOMAIN tells an address, or DNS Fail, also when nobody answers', () => {
  const at = new FakeConsole();
  at.join();
  assert.equal(at.ask('AT+CIPDOMAIN="host"'), '');
  at.onName?.('10.0.0.1');
  assert.equal(at.said(), `+CIPDOMAIN:10.0.0.1\r\n${OK}`);
  at.ask('AT+CIPDOMAIN="host"');
  at.onName?.(null);
  assert.equal(at.said(), `DNS Fail\r\n${ERROR}`);
  at.ask('AT+CIPDOMAIN="host"');
  at.clock.advance(5000);
  assert.equal(at.said(), `DNS Fail\r\n${ERROR}`);
  assert.equal(at.ask('AT+CIPDOMAIN=""'), ERROR);
  assert.equal(at.ask('AT+PING=""'), ERROR);
});

test('AT+CIPSERVERMAXCONN turns further clients away', () => {
  const at = new FakeConsole();
  at.join();
  at.ask('AT+CIPMUX=1');
  at.ask('AT+CIPSERVERMAXCONN=2');
  at.ask('AT+CIPSERVER=1');
  const [first, second, third] = [at.client(), at.client(), at.client()];
  assert.deepEqual([first.isEnded, second.isEnded, third.isEnded], [false, false, true]);
});

test('AT+SAVETRANSLINK: after the next start the link is opened, and opened again, until +++', () => {
  const at = new FakeConsole();
  at.ask('AT+SAVETRANSLINK=1,"10.0.0.9",80');
  at.ask('AT+RST');
  at.clock.advance(RESTART_MS);
  at.station('joined');
  const first = at.connected();
  at.type('bytes');
  at.clock.advance(20);
  assert.equal(first.written, 'bytes');
  first.notify('close', false);
  at.clock.advance(REOPEN_MS);
  const second = at.connected();
  assert.notEqual(second, first);
  at.type('more');
  at.clock.advance(20);
  assert.equal(second.written, 'more');
  at.type('+++');
  at.clock.advance(20);
  at.said();
  assert.equal(at.ask('AT+CIPCLOSE'), `CLOSED\r\n${OK}`);
  at.clock.advance(REOPEN_MS * 5);
  assert.equal(at.sockets.length, 2);
});

test('a command at which the interpreter throws is answered with ERROR, and the console goes on', () => {
  const at = new FakeConsole();
  at.join();
  at.refusal = 'no such function';
  assert.match(at.ask('AT+CIPSTART="TCP","10.0.0.9",80'), /ERROR/);
  at.powersave = '';
  assert.equal(at.ask('AT'), OK);
});
