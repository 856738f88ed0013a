import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { ServerHooks } from '../../../../firmware/features/echo-server/echo-server.ts';
import {
  logAddress,
  logBlock,
  logLine,
  logProgram,
  MAX_BYTES,
} from '../../../../firmware/features/program/program-lines.ts';
import { startStatus, status } from '../../../../firmware/features/status/status.ts';
import type { Client } from '../../../../firmware/tcp/clients.ts';
import type { AddressedSocket } from '../../../../firmware/tcp/peer-address.ts';

let lines: string[];
let due: (() => void)[];
let hooks: ServerHooks;

const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

function settle(): void {
  for (let fn = due.shift(); fn; fn = due.shift()) fn();
}

afterEach(settle);
beforeEach(() => {
  lines = [];
  due = [];
  hooks = logProgram(
    { after: (fn, _delayMs, ...values) => due.push(() => fn(...values)), cancel() {} },
    (line) => lines.push(line),
  );
});

test('blocks are printed a little later, each in a line of its own', () => {
  logBlock('one');
  logBlock('two');
  assert.deepEqual(lines, []);
  settle();
  assert.deepEqual(lines, ['one', 'two']);
});

test('a line comes after the blocks that arrived before it', () => {
  logBlock('hello');
  logLine('close socket');
  assert.deepEqual(lines, ['hello', 'close socket']);
  settle();
  assert.deepEqual(lines, ['hello', 'close socket']);
});

test('what is more than a round prints is counted and said, and the next round prints again', () => {
  logBlock('x'.repeat(MAX_BYTES));
  logBlock('lost');
  settle();
  assert.deepEqual(lines, ['x'.repeat(MAX_BYTES), '(4 more bytes not printed)']);
  logBlock('next');
  settle();
  assert.equal(lines.at(-1), 'next');
});

test('of a block that is longer than a round prints, what fits is printed, up to a whole character', () => {
  logBlock(bytesOf(`a${'你'.repeat(500)}`));
  settle();
  assert.deepEqual(lines, [bytesOf(`a${'你'.repeat(341)}`), '(477 more bytes not printed)']);
});

test('a character that is split between blocks of one client is printed whole, whoever speaks between', () => {
  const [one, two] = [{ slot: 0 } as Client, { slot: 1 } as Client];
  const bytes = bytesOf('你好');
  for (const byte of bytes) {
    hooks.onText?.(one, byte);
    hooks.onText?.(two, 'x');
  }
  settle();
  assert.deepEqual(lines, ['x', 'x', bytesOf('你'), 'x', 'x', 'x', bytesOf('好'), 'x']);
});

test('the beginning of a character that never went on is printed when its client leaves', () => {
  const client = { slot: 0 } as Client;
  hooks.onText?.(client, 'a\xe4\xbd');
  hooks.onClient('left', client);
  assert.deepEqual(lines, ['a', '\xe4\xbd', 'close socket']);
});

test('that the server waits for clients is told, and why it does not', () => {
  startStatus(
    'title',
    5001,
    () => {},
    () => {},
    0,
  );
  hooks.onListen?.('port 5001 is already in use');
  assert.deepEqual([lines, status.isListening], [[], false]);
  hooks.onListen?.('');
  assert.deepEqual([lines, status.isListening], [['tcp waiting...', 'accepting.....'], true]);
});

test('who comes, goes, is refused and closed is told, and that the next one is waited for', () => {
  const client = { slot: 2 } as Client;
  hooks.onClient('connected', client);
  assert.deepEqual(lines.splice(0), ['client 3 connected', 'accepting.....']);
  hooks.onClient('too slow', client);
  hooks.onClient('left', client);
  hooks.onClient('refused', null);
  assert.deepEqual(lines, [
    'client 3 too slow',
    'close socket',
    'client refused, server full or out of memory',
  ]);
});

test('where a client is, is told once that is known', () => {
  logAddress({ slot: 0, address: '192.168.1.7', port: 50_000 } as Client & AddressedSocket);
  assert.deepEqual(lines, ["client 1 is ('192.168.1.7', 50000) connected"]);
});

test('a block of nothing but the beginning of a character is no line, and a client that says whole ones keeps nothing', () => {
  const client = { slot: 0 } as Client & { cut?: string };
  hooks.onText?.(client, 'whole');
  assert.equal('cut' in client, false);
  hooks.onText?.(client, '\xe4');
  settle();
  assert.deepEqual(lines, ['whole']);
  hooks.onClient('too slow', client);
  assert.deepEqual(lines, ['whole', 'client 1 too slow']);
});

test('one timer is under way at most, and there is one again after each round', () => {
  logBlock('one');
  logBlock('two');
  assert.equal(due.length, 1);
  settle();
  logBlock('three');
  assert.equal(due.length, 1);
});
