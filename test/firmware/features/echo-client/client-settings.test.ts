import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ClientSettings,
  readClientSettings,
} from '../../../../firmware/features/echo-client/client-settings.ts';

function read(client: object): { settings: ClientSettings; lines: string[] } {
  const lines: string[] = [];
  const file = JSON.stringify({ client });
  const settings = readClientSettings({ read: () => file }, (line) => lines.push(line), 'hello');
  return { settings, lines };
}

test('what is not set has its default: the greeting of the image, no heart-beat, 256 bytes that may wait', () => {
  assert.deepEqual(read({}), {
    settings: { greeting: 'hello', heartbeatMs: 0, heartbeat: '\r\n', queueBytes: 256 },
    lines: [],
  });
});

test('what is set counts, up to its bound', () => {
  const client = {
    greeting: 'g'.repeat(64),
    heartbeatMs: 30_000,
    heartbeat: 'h'.repeat(32),
    queueBytes: 2048,
  };
  assert.deepEqual(read(client), { settings: client, lines: [] });
  assert.equal(read({ greeting: '' }).settings.greeting, '');
});

const FAULTS: [object, string][] = [
  [
    { greeting: 'g'.repeat(65) },
    'client.greeting is a string that does not fit, use a string of at most 64 bytes',
  ],
  [{ greeting: 5 }, 'client.greeting is 5, use a string of at most 64 bytes'],
  [
    { heartbeat: 'h'.repeat(33) },
    'client.heartbeat is a string that does not fit, use a string of at most 32 bytes',
  ],
  [{ heartbeatMs: -1 }, 'client.heartbeatMs is -1, use a whole number from 0 to 86400000'],
  [{ queueBytes: 2049 }, 'client.queueBytes is 2049, use a whole number from 0 to 2048'],
];
for (const [client, line] of FAULTS) {
  test(`says what is wrong and keeps the default: ${line}`, () => {
    const { settings, lines } = read(client);
    assert.deepEqual(lines, [`tinwire.json: ${line}`]);
    assert.deepEqual(settings, read({}).settings);
  });
}
