import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sendDatagram } from '../../../firmware/udp/sender.ts';
import { type FakeDgram, type FakeTimers, fakeDgram, fakeTimers } from './fake-dgram.ts';

let dgram: FakeDgram;
let timers: FakeTimers;
let answers: string[];

beforeEach(() => {
  dgram = fakeDgram();
  timers = fakeTimers();
  answers = [];
});

function send(waitMs: number): void {
  sendDatagram(dgram, timers, 'hello', '192.168.1.2', 9000, waitMs, (answer, from) =>
    answers.push(`${answer} from ${from?.address}`),
  );
}

test('sends from a socket of its own and closes it at once when nobody waits', () => {
  send(0);
  assert.deepEqual(dgram.sockets[0]?.sent, ['hello to 192.168.1.2:9000']);
  assert.equal(dgram.sockets[0]?.type, 'udp4');
  assert.equal(dgram.sockets[0]?.isClosed, true);
  assert.deepEqual(timers.delays(), []);
});

test('003-F6 the first answer ends the wait, and a second one is not told', () => {
  send(500);
  assert.equal(dgram.sockets[0]?.isClosed, false);
  dgram.sockets[0]?.notify('message', 'one');
  dgram.sockets[0]?.notify('message', 'two');
  assert.deepEqual(answers, ['one from 192.168.1.7']);
  assert.equal(dgram.sockets[0]?.isClosed, true);
  assert.deepEqual(timers.delays(), []);
});

test('003-F6 without an answer the wait ends after its time, and a late answer is not told', () => {
  send(500);
  assert.deepEqual(timers.delays(), [500]);
  timers.fire();
  dgram.sockets[0]?.notify('message', 'late');
  assert.deepEqual(answers, ['null from undefined']);
  assert.equal(dgram.sockets[0]?.isClosed, true);
});
