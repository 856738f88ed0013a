/** Small versions of the soak, with a fixed seed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atPhase, streamsPhase, tcpPhase, udpPhase } from './phases.ts';

const SEED = 4;

test('10 clients get 20 kB of random bytes back byte for byte beside one that never reads', async () => {
  assert.equal((await streamsPhase('linux', 10, 0.02, SEED)).fault, '');
});

for (const mode of ['echo', 'line', 'chat'] as const) {
  test(`random lines into ${mode} leave the board alive and its memory flat`, async () => {
    assert.equal((await tcpPhase('esp8266-4mb', mode, 600, SEED)).fault, '');
  });
}

test('random datagrams leave the board alive and its memory flat', async () => {
  assert.equal((await udpPhase('esp32', 100, SEED)).fault, '');
});

for (const way of ['serial', 'tcp'] as const) {
  test(`random AT lines over ${way} leave the board alive and its memory flat`, async () => {
    assert.equal((await atPhase(way, 2_000, SEED)).fault, '');
  });
}
