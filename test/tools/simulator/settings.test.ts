import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { localSettings } from '../../../tools/simulator/settings.ts';

function rootWith(t: TestContext, text: string | null): string {
  const root = mkdtempSync(path.join(tmpdir(), 'tinwire-settings-'));
  t.after(() => rmSync(root, { recursive: true }));
  if (text !== null) writeFileSync(path.join(root, 'tinwire.local.json'), text);
  return root;
}

test('without a file names a network that only the simulated radio has', (t) => {
  assert.deepEqual(localSettings(rootWith(t, null)), {
    wifi: { networks: [{ ssid: 'tinwire', password: 'only-simulated' }] },
    tcp: { port: 5001 },
    udp: { port: 9000 },
  });
});

test('keeps what the file says, known to the tools or not', (t) => {
  const file = {
    wifi: { networks: [{ ssid: 'home', password: '' }], hostname: 'lamp' },
    tcp: { port: 7000, idleMs: 9 },
    telnet: true,
  };
  assert.deepEqual(localSettings(rootWith(t, JSON.stringify(file))), {
    wifi: { networks: [{ ssid: 'home', password: '' }], hostname: 'lamp' },
    tcp: { port: 7000, idleMs: 9 },
    udp: { port: 9000 },
    telnet: true,
  });
});

const BAD: readonly (readonly [string, RegExp])[] = [
  ['{', /^tinwire\.local\.json line 1, column 2: /],
  ['{"wifi": 1}', /^tinwire\.local\.json \/wifi: 1 is not an object/],
];
for (const [text, message] of BAD) {
  test(`names the fault in ${text}`, (t) => {
    const root = rootWith(t, text);
    assert.throws(() => localSettings(root), { code: 'SETTINGS_BAD', message });
  });
}

test('does not show a password that it refuses', (t) => {
  const root = rootWith(t, '{"wifi": {"networks": [{"ssid": "home", "password": 12345678}]}}');
  assert.throws(
    () => localSettings(root),
    (error: Error) => !error.message.includes('12345678'),
  );
});

test('settings that a board would not read are refused with their size', (t) => {
  const root = rootWith(
    t,
    JSON.stringify({
      wifi: {
        networks: Array.from({ length: 100 }, (_, index) => ({ ssid: `network ${index}`, password: '' })),
      },
    }),
  );
  assert.throws(() => localSettings(root), {
    code: 'SETTINGS_BAD',
    message: /^tinwire\.local\.json: \d+ bytes of settings, but a board reads at most 2048\.$/,
  });
});
