import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { endChat, onChatLine } from '../../../../firmware/features/chat/chat.ts';
import { startBackPressure } from '../../../../firmware/tcp/back-pressure.ts';
import { addClient, type Client, type Server } from '../../../../firmware/tcp/clients.ts';
import { type FakeSocket, fakeSocket } from '../../tcp/fake-socket.ts';

const SLOTS = 4;

let server: Server;

function join(): Client & FakeSocket {
  const client = addClient(server, fakeSocket());
  assert.ok(client);
  return client as Client & FakeSocket;
}

/** One line in a packet of its own; returns what its sender is answered. */
function log(line: string, from: Client): string {
  const answer = onChatLine(line, from);
  endChat(from);
  return answer;
}

beforeEach(() => {
  server = { slots: SLOTS, clients: [] as Server['clients'] } as Server;
  startBackPressure({ free: () => 1000 }, 4, 100);
});

test('a line goes to everybody else, with the name of who said it', () => {
  const [a, b, c] = [join(), join(), join()];
  assert.equal(log('hello', b), '');
  assert.deepEqual([a.written, b.written, c.written], ['guest2: hello\r\n', '', 'guest2: hello\r\n']);
});

test('a name is told to everybody and stands in front from then on', () => {
  const [a, b] = [join(), join()];
  assert.equal(log('/nick Ann', b), 'you are now Ann');
  log('hi', b);
  assert.equal(a.written, 'guest2 is now Ann\r\nAnn: hi\r\n');
});

test('a name is cut at 16 bytes, and an empty one is refused', () => {
  const [a, b] = [join(), join()];
  assert.equal(log('/nick  ', b), 'usage: /nick NAME');
  assert.equal(log(`/nick ${'n'.repeat(40)}`, b), `you are now ${'n'.repeat(16)}`);
  assert.equal(a.written, `guest2 is now ${'n'.repeat(16)}\r\n`);
});

test('an empty line is told to nobody', () => {
  const [a, b] = [join(), join()];
  assert.equal(log('', b), '');
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

/** A text as its UTF-8 bytes, one character a byte, as sockets hand it over. */
const bytes = (text: string): string => Buffer.from(text).toString('latin1');
const text = (read: string): string => Buffer.from(read, 'latin1').toString();

test("a name that somebody has, or will have by his place, is nobody else's, however it is written", () => {
  const [a, b, c] = [join(), join(), join()];
  assert.equal(log('/nick Ann', a), 'you are now Ann');
  for (const name of [
    'Ann',
    'ann',
    ' ANN ',
    'A\u200bnn',
    'An\u0000n',
    '\u202eAnn',
    'Ann\u00ad',
    'Ann\u3000',
    'Ann:',
    'guest3',
  ]) {
    assert.match(text(log(bytes(`/nick ${name}`), b)), /^\S+ is taken$/, JSON.stringify(name));
  }
  for (const name of ['guest4', 'GUEST1', 'guest', 'guest 2', 'g\u200buest3', 'guest:2', 'guest99']) {
    assert.match(log(bytes(`/nick ${name}`), b), / is taken$/, JSON.stringify(name));
  }
  assert.equal(c.written, 'guest1 is now Ann\r\n');
  assert.equal(log('/nick guest2', b), 'you are now guest2', 'his own');
});

test('a name is free again once its owner has another one', () => {
  const [a, b] = [join(), join()];
  log('/nick Ann', a);
  log('/nick Bea', a);
  assert.equal(log('/nick Ann', b), 'you are now Ann');
  assert.equal(log('/nick anN', b), 'you are now anN', 'his own name, written otherwise');
});

test('a name of nothing that can be seen is none', () => {
  const [a, b] = [join(), join()];
  for (const name of ['', ' ', '\u200b', '\u3000', '\u3164', '\u001b', '\t', ':', '\u2800', '\u00a0\ufeff']) {
    assert.equal(log(bytes(`/nick ${name}`), b), 'usage: /nick NAME', JSON.stringify(name));
  }
  assert.equal(log('/nick', b), 'usage: /nick NAME');
  assert.equal(a.written, '');
});

test('a name is cut between two characters', () => {
  const [a, b] = [join(), join()];
  assert.equal(text(log(bytes(`/nick ${'名'.repeat(9)}`), b)), `you are now ${'名'.repeat(5)}`);
  assert.equal(text(a.written), `guest2 is now ${'名'.repeat(5)}\r\n`);
  assert.equal(text(log(`/nick ab${bytes('名').slice(0, 2)}`, b)), 'you are now ab');
});

test('nothing of a text moves a cursor, turns the direction or hides', () => {
  const [a, b] = [join(), join()];
  for (const [said, notified] of [
    ['a\u001b[2Jb', 'a[2Jb'],
    ['a\u009b2Jb', 'a2Jb'],
    ['a\u0007\u0008\u007fb', 'ab'],
    ['a\tb', 'a b'],
    ['a\u202eb\u2066c\u061cd', 'abcd'],
    ['a\u2028b\u2029c', 'abc'],
    ['a\ufeff\u200d\u{e0041}b', 'ab'],
    ['你好，世界 é 🙂 “x” … €', '你好，世界 é 🙂 “x” … €'],
  ] as const) {
    a.written = '';
    log(bytes(said), b);
    assert.equal(text(a.written), `guest2: ${notified}\r\n`);
  }
  a.written = '';
  log('a\x9b\xffb', b);
  assert.equal(text(a.written), 'guest2: a\ufffd\ufffdb\r\n');
  a.written = '';
  log(`cut ${bytes('好').slice(0, 2)}`, b);
  assert.equal(a.written, 'guest2: cut \r\n');
  a.written = '';
  log('\x1b', b);
  assert.equal(a.written, '', 'nothing is left to be said');
});
