import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { SocketPort } from '../../../firmware/ports.ts';
import { clear, drained, type Outbox, outboxes, QUIET, SENT, send } from '../../../firmware/tcp/outbox.ts';

function peer(isClosed = false): { socket: SocketPort; written: string[] } {
  const written: string[] = [];
  const socket: SocketPort = {
    write(bytes) {
      if (isClosed) throw new Error('This socket is closed');
      written.push(bytes);
      return false;
    },
    end() {},
    on() {},
  };
  return { socket, written };
}

const box = (): Outbox => ({ out: '', sending: QUIET });

beforeEach(() => {
  outboxes.limit = 10;
  outboxes.used = 0;
});

test('sends at once, and gathers what comes before drain into one write', () => {
  const { socket, written } = peer();
  const mine = box();
  for (const bytes of ['a', 'b', 'c']) assert.equal(send(mine, socket, bytes), true);
  assert.deepEqual(written, ['a']);
  drained(mine, socket);
  assert.deepEqual(written, ['a', 'bc']);
  drained(mine, socket);
  assert.equal(mine.sending, SENT);
});

test('takes what just fits and nothing of what is one byte too long', () => {
  const { socket } = peer();
  const mine = box();
  send(mine, socket, 'first');
  assert.equal(send(mine, socket, 'x'.repeat(10)), true);
  assert.equal(send(mine, socket, 'y'), false);
  assert.equal(mine.out, 'x'.repeat(10));
});

test('shares one limit among all peers, and gives room back when one leaves', () => {
  const { socket } = peer();
  const [one, other] = [box(), box()];
  send(one, socket, 'first');
  send(other, socket, 'first');
  send(one, socket, 'x'.repeat(10));
  assert.equal(send(other, socket, 'y'), false);
  clear(one);
  clear(one);
  assert.equal(send(other, socket, 'y'), true);
});

test('says so when the peer is gone, without a throw', () => {
  assert.equal(send(box(), peer(true).socket, 'a'), false);
});
