import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logTrouble } from '../../../../firmware/features/echo-server/client-trouble.ts';
import type { Client } from '../../../../firmware/tcp/clients.ts';

test('only trouble is told, with the place of the client', () => {
  const lines: string[] = [];
  const { onClient } = logTrouble((line) => lines.push(line));
  const client = { slot: 2 } as Client;
  onClient('connected', client);
  onClient('left', client);
  assert.deepEqual(lines, []);
  onClient('too slow', client);
  onClient('idle', client);
  onClient('refused', null);
  assert.deepEqual(lines, [
    'tcp: client 3 too slow, closed',
    'tcp: client 3 idle, closed',
    'tcp: client refused, server full or out of memory',
  ]);
});
