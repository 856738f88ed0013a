import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readUdpSettings, type UdpMode } from '../../../../firmware/features/udp-echo/udp-settings.ts';

function read(file: string | undefined, mode: UdpMode = 'echo'): { settings: object; lines: string[] } {
  const lines: string[] = [];
  return { settings: readUdpSettings({ read: () => file }, (line) => lines.push(line), mode), lines };
}

test('the mode is the entry point’s own unless it is set; no beacon', () => {
  assert.deepEqual(read(undefined), { settings: { mode: 'echo', beaconMs: 0 }, lines: [] });
  assert.deepEqual(read('{}', 'silent').settings, { mode: 'silent', beaconMs: 0 });
  const set = '{"udp":{"mode":"echo","beaconMs":1000}}';
  assert.deepEqual(read(set, 'silent'), { settings: { mode: 'echo', beaconMs: 1000 }, lines: [] });
  assert.deepEqual(read('{"udp":{"beaconMs":0}}').lines, []);
});

test('what cannot be used is left at its default and said', () => {
  const { settings, lines } = read('{"udp":{"mode":"loud","beaconMs":999}}', 'silent');
  assert.deepEqual(settings, { mode: 'silent', beaconMs: 0 });
  assert.deepEqual(lines, [
    'tinwire.json: udp.mode is a string that does not fit, use "echo" or "silent"',
    'tinwire.json: udp.beaconMs is 999, use a whole number from 1000 to 86400000',
  ]);
});

test('faults of the file itself are left to the reader of all settings', () => {
  assert.deepEqual(read('{').lines, []);
  assert.deepEqual(read('{"udp":5}').lines, []);
});
