/** The laptop refuses what the board would not take, in words that show no secret. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ToolError } from '../../../tools/errors.ts';
import { checkedSettings } from '../../../tools/settings/check.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function messageOf(text: string | Uint8Array): string {
  try {
    checkedSettings(typeof text === 'string' ? bytes(text) : text, 'my.json');
    return '';
  } catch (error) {
    const { message, help = '' } = error as ToolError;
    return `${message}\n${help}`.replace(/\n[^\n]*$/, '');
  }
}

const network = (fields: string) => `{"wifi": {"networks": [${fields}]}}`;

const BAD: readonly (readonly [string, string])[] = [
  ['{', 'my.json line 1, column 2: expected a key in double quotes.'],
  ['[]', 'my.json: is not an object: put { } around its fields.'],
  ['null', 'my.json: is not an object: put { } around its fields.'],
  ['{"wifi": 1}', 'my.json /wifi: 1 is not an object: put { } around its fields.'],
  ['{"wifi": null}', 'my.json /wifi: is not an object: put { } around its fields.'],
  [
    network('"home"').replace('["home"]', '{}'),
    'my.json /wifi/networks: is not a list: put [ ] around its entries.',
  ],
  [network('"home"'), 'my.json /wifi/networks/0: is not an object: put { } around its fields.'],
  [
    network('{"ssid": 5, "password": ""}'),
    'my.json /wifi/networks/0/ssid: 5 is not a string: put it in quotes.',
  ],
  [network('{"ssid": "", "password": ""}'), 'my.json /wifi/networks/0/ssid: has 0 bytes; use 1 to 31.'],
  [
    network('{"ssid": "温温温温温温温温温温温", "password": ""}'),
    'my.json /wifi/networks/0/ssid: has 33 bytes; use 1 to 31.',
  ],
  [
    network('{"ssid": "a", "password": 12345678}'),
    'my.json /wifi/networks/0/password: is not a string: put it in quotes, even if it is a number.',
  ],
  [
    network('{"ssid": "a", "password": "1234567"}'),
    'my.json /wifi/networks/0/password: must have 8 to 63 bytes; use "" for an open network.',
  ],
  [network('{"ssid": "a"}'), 'my.json /wifi/networks/0: is missing "password".'],
  [
    network('{"ssid": "a", "password": ""}, {"ssid": "a", "password": ""}'),
    'my.json /wifi/networks: has a duplicate entry.',
  ],
  [
    network('{"ssid": "a", "pasword": "secretsecret", "password": ""}'),
    'my.json /wifi/networks/0: has the key "pasword" (line 1, column 38): did you mean "password".',
  ],
  [
    '{"wlan": {}}',
    'my.json: has an unknown key (line 1, column 2); known keys: wifi, tcp, udp, client, at, bridge, clients, telnet, console.',
  ],
  ['{"wifi": {"mode": "sta"}}', 'my.json /wifi/mode: is not one of "station", "ap", "both".'],
  ['{"tcp": {"port": "5001"}}', 'my.json /tcp/port: is not a whole number; write it without quotes.'],
  ['{"udp": {"port": 65536}}', 'my.json /udp/port: 65536 is not a whole number from 1 to 65535.'],
  ['{"tcp": {"port": 0}}', 'my.json /tcp/port: 0 is not a whole number from 1 to 65535.'],
  ['{"tcp": {"port": 1.5}}', 'my.json /tcp/port: 1.5 is not a whole number; write it without quotes.'],
  [
    '{"udp": {"beaconMs": 10}}',
    'my.json /udp/beaconMs: 10 is not 0 or a whole number from 1000 to 86400000.',
  ],
  ['{"telnet": "yes"}', 'my.json /telnet: is not true or false; write it without quotes.'],
  ['{"at": {"port": 23, "serial": true}}', 'my.json /at: has both "port" and "serial"; use one of them.'],
  ['{"telnet": true, "telnet": false}', 'my.json: has a duplicate key (line 1, column 18).'],
  [
    '{"tcp": {"port": 0, "mode": 1}, "telnet": 1}',
    [
      'my.json /tcp/port: 0 is not a whole number from 1 to 65535.',
      'my.json /tcp/mode: is not one of "echo", "line", "respond", "chat".',
      'my.json /telnet: 1 is not true or false; write it without quotes.',
    ].join('\n'),
  ],
];
for (const [text, message] of BAD) {
  test(`names each fault of ${text}`, () => {
    assert.deepEqual(messageOf(text).split('\n').sort(), message.split('\n').sort());
  });
}

test('takes the example, an empty object, and a byte order mark', () => {
  const example = new Uint8Array(
    readFileSync(new URL('../../../tinwire.local.example.json', import.meta.url)),
  );
  assert.equal(messageOf(example), '');
  assert.equal(messageOf('{}'), '');
  assert.deepEqual(checkedSettings(bytes('\uFEFF{"telnet": true}'), 'x'), { telnet: true });
});

test('a file in another encoding is told from one with a fault', () => {
  assert.equal(messageOf(Buffer.from('\uFEFF{}', 'utf16le')), 'my.json: is not UTF-8 text but UTF-16.');
  assert.equal(messageOf(Uint8Array.of(0x7b, 0xc4, 0xe3, 0x7d)), 'my.json: is not UTF-8 text.');
  assert.match(messageOf(new Uint8Array(70_000).fill(0x20)), /70000 bytes are too many/);
});

test('shows no value of any wrong kind at any place where a secret may stand by mistake', () => {
  const secret = 'Qx7secretZ';
  for (const form of [
    network(`{"ssid": "${secret.repeat(5)}", "password": ""}`),
    network(`{"ssid": "a", "password": ["${secret}"]}`),
    network(`{"ssid": "a", "password": "${secret.slice(0, 5)}"}`),
    network(`{"ssid": "a", "${secret}": ""}`),
    network(`{"${secret}": "${secret}"}`),
    network(`"${secret}"`),
    `{"wifi": "${secret}"}`,
    `{"tcp": {"port": "${secret}", "mode": "${secret}", "greeting": "${secret.repeat(9)}"}}`,
    `{"${secret}": "${secret}"}`,
    `"${secret}"`,
    `{"telnet": "${secret}", "telnet": "${secret}"}`,
  ]) {
    const message = messageOf(form);
    assert.notEqual(message, '', form);
    assert.doesNotMatch(message, /Qx7s|Qx7/, form);
  }
  assert.doesNotMatch(messageOf(network('{"ssid": "a", "password": 86753090}')), /867/);
});
