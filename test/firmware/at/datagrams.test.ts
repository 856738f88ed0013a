import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_DATAGRAM_BYTES } from '../../../firmware/at/sending.ts';
import { FakeConsole } from './fake-console.ts';

const ERROR = '\r\nERROR\r\n';

test('UDP: one datagram to the peer, or to the host and port of the command', () => {
  const at = new FakeConsole();
  at.join();
  at.ask('AT+CIPMUX=1');
  at.ask('AT+CIPSTART=1,"UDP","10.0.0.9",9000');
  at.ask('AT+CIPSEND=1,5');
  at.type('hello');
  assert.equal(at.said(), '\r\nRecv 5 bytes\r\n\r\nSEND OK\r\n');
  at.ask('AT+CIPSEND=1,5,10.0.0.7,9001');
  at.type('other');
  assert.deepEqual(at.datagrams[0]?.sent, [
    { bytes: 'hello', port: 9000, address: '10.0.0.9' },
    { bytes: 'other', port: 9001, address: '10.0.0.7' },
  ]);
  assert.equal(at.ask(`AT+CIPSEND=1,${MAX_DATAGRAM_BYTES + 1}`), `too long\r\n${ERROR}`);
  assert.equal(at.ask('AT+CIPSEND=1,5,"10.0.0.7",0'), `IP ERROR\r\n${ERROR}`);
  at.ask('AT+CIPSEND=1,5,"nowhere",1');
  at.type('hello');
  assert.match(at.said(), /SEND FAIL\r\n$/);
});

test('UDP: a datagram longer than what is held leaves whole', () => {
  const at = new FakeConsole({ holdBytes: 256 });
  at.join();
  at.ask('AT+CIPSTART="UDP","10.0.0.9",9000');
  at.ask('AT+CIPSEND=1000');
  for (let index = 0; index < 10; index++) at.type('x'.repeat(100));
  assert.deepEqual(
    at.datagrams[0]?.sent.map(({ bytes }) => bytes.length),
    [1000],
  );
});

for (const [mode, peers] of [
  [0, ['10.0.0.9', '10.0.0.9', '10.0.0.9']],
  [1, ['10.0.0.9', '10.0.0.1', '10.0.0.1']],
  [2, ['10.0.0.9', '10.0.0.1', '10.0.0.2']],
] as const) {
  test(`UDP mode ${mode}: the peer before, after the first and after the second sender is ${peers.join(', ')}`, () => {
    const at = new FakeConsole();
    at.join();
    at.ask(`AT+CIPSTART="UDP","10.0.0.9",9000,9001,${mode}`);
    const [socket] = at.datagrams;
    const send = (): void => {
      at.ask('AT+CIPSEND=1');
      at.type('x');
    };
    send();
    socket?.notify('a', { address: '10.0.0.1', port: 1, size: 1 });
    assert.match(at.said(), /\r\n\+IPD,1:a$/);
    send();
    socket?.notify('b', { address: '10.0.0.2', port: 2, size: 1 });
    send();
    assert.deepEqual(
      socket?.sent.map(({ address }) => address),
      peers,
    );
  });
}
