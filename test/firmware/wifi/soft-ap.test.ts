import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WifiPort } from '../../../firmware/ports.ts';
import { softAp, startSoftAp, stopSoftAp } from '../../../firmware/wifi/soft-ap.ts';

const ADDRESS = '192.168.4.1';

interface Radio {
  readonly wifi: WifiPort;
  readonly opened: [string, unknown][];
  closings(): number;
}

function radio(refuses: 'nothing' | 'opening' | 'address' = 'nothing'): Radio {
  const opened: [string, unknown][] = [];
  let closings = 0;
  const wifi = {
    startAP(ssid: string, access: unknown) {
      if (refuses === 'opening') throw new Error('Password must be at least 8 characters');
      opened.push([ssid, access]);
    },
    getAPIP() {
      if (refuses === 'address') throw new Error('no address');
      return { ip: ADDRESS };
    },
    stopAP() {
      closings++;
    },
  } as unknown as WifiPort;
  return { wifi, opened, closings: () => closings };
}

/** What was told each time the access point changed. */
function start(wifi: WifiPort, password: string): { ip: string; reason: string }[] {
  const notified: { ip: string; reason: string }[] = [];
  startSoftAp(wifi, { ssid: 'board', password, channel: 6 }, () =>
    notified.push({ ip: softAp.ip, reason: softAp.reason }),
  );
  return notified;
}

test('opens with its password, or without the key where there is none, and tells its address once', () => {
  const { wifi, opened } = radio();
  assert.deepEqual(start(wifi, 'long enough'), [{ ip: ADDRESS, reason: '' }]);
  assert.deepEqual(start(wifi, ''), [{ ip: ADDRESS, reason: '' }]);
  assert.deepEqual(opened, [
    ['board', { channel: 6, authMode: 'wpa2', password: 'long enough' }],
    ['board', { channel: 6, authMode: 'open' }],
  ]);
  assert.equal(softAp.ssid, 'board');
});

test('a radio that refuses is told as the reason, without an address, and forgotten once it opens', () => {
  assert.deepEqual(start(radio().wifi, ''), [{ ip: ADDRESS, reason: '' }]);
  for (const refused of ['opening', 'address'] as const)
    assert.deepEqual(start(radio(refused).wifi, ''), [{ ip: '', reason: 'refused by the radio' }]);
  assert.deepEqual(start(radio().wifi, ''), [{ ip: ADDRESS, reason: '' }]);
});

test('has no address once it is closed, also when it is closed twice', () => {
  const { wifi, closings } = radio();
  start(wifi, '');
  stopSoftAp(wifi);
  stopSoftAp(wifi);
  assert.deepEqual([softAp.ip, closings()], ['', 2]);
});

test('before it is opened there is no address, no name and no reason', async () => {
  const fresh = (await import(
    `../../../firmware/wifi/soft-ap.ts?${Math.random()}`
  )) as typeof import('../../../firmware/wifi/soft-ap.ts');
  assert.deepEqual(fresh.softAp, { ssid: '', ip: '', reason: '' });
});
