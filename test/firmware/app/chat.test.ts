import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { endChat, onChatLine } from '../../../firmware/app/chat.ts';
import { addClient, type Client, clients } from '../../../firmware/tcp/clients.ts';
import { startOutbox } from '../../../firmware/tcp/outbox.ts';
import { type FakeSocket, fakeSocket } from '../tcp/fake-socket.ts';

const SLOTS = 4;

function join(): Client & FakeSocket {
  const client = addClient(fakeSocket(), SLOTS);
  assert.ok(client);
  return client as Client & FakeSocket;
}

/** One line in a packet of its own; returns what its sender is answered. */
function say(line: string, from: Client): string {
  const answer = onChatLine(line, from);
  endChat(from);
  return answer;
}

beforeEach(() => {
  clients.length = 0;
  startOutbox({ free: () => 1000 }, 4, 100);
});

test('a line goes to everybody else, with the name of who said it', () => {
  const [a, b, c] = [join(), join(), join()];
  assert.equal(say('hello', b), '');
  assert.deepEqual([a.written, b.written, c.written], ['guest2: hello\r\n', '', 'guest2: hello\r\n']);
});

test('a name is told to everybody and stands in front from then on', () => {
  const [a, b] = [join(), join()];
  assert.equal(say('/nick Ann', b), 'you are now Ann');
  say('hi', b);
  assert.equal(a.written, 'guest2 is now Ann\r\nAnn: hi\r\n');
});

test('a name is cut at 16 bytes, and an empty one is refused', () => {
  const [a, b] = [join(), join()];
  assert.equal(say('/nick  ', b), 'say /nick and a name');
  assert.equal(say(`/nick ${'n'.repeat(40)}`, b), `you are now ${'n'.repeat(16)}`);
  assert.equal(a.written, `guest2 is now ${'n'.repeat(16)}\r\n`);
});

test('an empty line is told to nobody', () => {
  const [a, b] = [join(), join()];
  assert.equal(say('', b), '');
  assert.equal(a.written, '');
});

test('the lines of one packet go to each of the others in one piece, in pieces of 512 bytes when they are many', () => {
  const [a, b] = [join(), join()];
  const writes: number[] = [];
  const { write } = a;
  a.write = (bytes: string) => {
    writes.push(bytes.length);
    return write.call(a, bytes);
  };
  for (let line = 0; line < 100; line++) onChatLine(`line ${line}`, b);
  endChat(b);
  assert.equal(a.written.split('\r\n').length, 101);
  assert.ok(writes.length < 5, `${writes}`);
  assert.ok(Math.max(...writes) <= 520, `${writes}`);
});
