import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Client } from '../../../../firmware/tcp/clients.ts';
import { logBlocks, logDatagrams } from '../../../../firmware/tutorials/003/request-log.ts';
import { bytesOf } from '../../features/feature-bench.ts';

let lines: string[];
const log = (line: string): void => void lines.push(line);
const clientAt = (slot: number, address?: string): Client =>
  ({ slot, ...(address && { address, port: 50_000 }) }) as unknown as Client;

beforeEach(() => {
  lines = [];
});

test('that a server runs is told, and why it does not', () => {
  for (const hooks of [logDatagrams(log), logBlocks(log)]) {
    lines = [];
    hooks.onListen?.('');
    hooks.onListen?.('port 9000 is already in use');
    assert.deepEqual(lines, ['服务端开始运行...\n', 'port 9000 is already in use']);
  }
});

test('a datagram is told with where it came from and what it says', () => {
  const hooks = logDatagrams(log);
  hooks.onText(`${bytesOf('你好')}\xff`, { address: '192.168.1.7', port: 50_000, size: 7 });
  hooks.onCut(1015);
  hooks.log('trouble');
  assert.deepEqual(lines, [
    "客户端地址: ('192.168.1.7', 50000)",
    `来自客户端的信息: ${bytesOf('你好\ufffd')}`,
    'udp: datagram longer than 1015 bytes, the rest is lost',
    'trouble',
  ]);
});

test('a block is told with its client, by address where that is known', () => {
  const { onText } = logBlocks(log);
  onText?.(clientAt(1), 'one');
  onText?.(clientAt(0, '192.168.1.7'), 'two');
  assert.deepEqual(lines, [
    '客户端地址: client 2 (address unknown)',
    '来自客户端的信息: one',
    "客户端地址: ('192.168.1.7', 50000)",
    '来自客户端的信息: two',
  ]);
});

test('a character that goes on in the next block is told with that, or when its client leaves', () => {
  const { onText, onClient } = logBlocks(log);
  const client = clientAt(0);
  const bytes = bytesOf('a你');
  onClient('connected', client);
  onText?.(client, bytes.slice(0, 2));
  onText?.(client, bytes.slice(2));
  assert.deepEqual(
    lines.filter((line) => line.startsWith('来自')),
    ['来自客户端的信息: a', `来自客户端的信息: ${bytesOf('你')}`],
  );
  onText?.(client, '\xe4');
  lines = [];
  onClient('left', client);
  assert.deepEqual(lines, [
    '客户端地址: client 1 (address unknown)',
    `来自客户端的信息: ${bytesOf('\ufffd')}`,
  ]);
});

test('who comes gets nothing of who was there before, and goes in peace unheard', () => {
  const { onText, onClient } = logBlocks(log);
  const client = clientAt(0);
  onText?.(client, '\xe4');
  onClient('connected', client);
  lines = [];
  onClient('left', client);
  assert.deepEqual(lines, []);
});

test('trouble with a client is told', () => {
  const { onClient } = logBlocks(log);
  onClient('too slow', clientAt(2));
  onClient('refused', null);
  assert.deepEqual(lines, [
    'tcp: client 3 too slow, closed',
    'tcp: client refused, server full or out of memory',
  ]);
});
