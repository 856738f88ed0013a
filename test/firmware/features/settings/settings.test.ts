import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  MAX_NETWORKS,
  MAX_SETTINGS_BYTES,
  readSettings,
  type Settings,
} from '../../../../firmware/features/settings/settings.ts';
import { MAX_SETTINGS_BYTES as MAX_WRITTEN_BYTES } from '../../../../tools/image/settings-files.ts';

function read(file: string | undefined): { settings: Settings; lines: string[] } {
  const lines: string[] = [];
  const settings = readSettings({ read: () => file }, (line) => lines.push(line));
  return { settings, lines };
}

const of = (value: unknown) => read(JSON.stringify(value));

test('a board without settings has its defaults and says nothing', () => {
  const { settings, lines } = read(undefined);
  assert.deepEqual(lines, []);
  assert.deepEqual(settings, {
    networks: [],
    ap: null,
    fallbackAp: false,
    hostname: '',
    tcpPort: 5001,
    idleMs: 0,
    mode: 'echo',
    greeting: '',
    udpPort: 9000,
    host: '',
    hostPort: 5001,
  });
});

test('several networks keep their order; an empty password is an open one', () => {
  const networks = [
    { ssid: 'home', password: 'secret-one' },
    { ssid: 'open', password: '' },
  ];
  assert.deepEqual(of({ wifi: { networks } }).settings.networks, networks);
});

const FAULTS: [string, unknown, RegExp][] = [
  [
    'a numeric password',
    { wifi: { networks: [{ ssid: 'x', password: 12345678 }] } },
    /networks\[0\]\.password is a number, use a quoted string of 8 to 63/,
  ],
  ['a missing password', { wifi: { networks: [{ ssid: 'x' }] } }, /networks\[0\]\.password is missing/],
  [
    'a short password',
    { wifi: { networks: [{ ssid: 'x', password: 'short' }] } },
    /networks\[0\]\.password is a string that does not fit/,
  ],
  [
    'a numeric name',
    { wifi: { networks: [{ ssid: 5, password: '' }] } },
    /networks\[0\]\.ssid is 5, use a string of 1 to 31 bytes/,
  ],
  [
    'networks that are no list',
    { wifi: { networks: { ssid: 'x', password: 'secret123' } } },
    /wifi\.networks is an object, use a list/,
  ],
  ['an unknown mode', { wifi: { mode: 'mesh' } }, /wifi\.mode is a string that does not fit, use "station"/],
  [
    'a port beyond all ports',
    { tcp: { port: 70000 } },
    /tcp\.port is 70000, use a whole number from 1 to 65535/,
  ],
  ['a port in quotes', { udp: { port: '9000' } }, /udp\.port is a string that does not fit/],
  [
    'a switch that is no boolean',
    { wifi: { fallbackAp: 'yes' } },
    /wifi\.fallbackAp is a string that does not fit, use true or false/,
  ],
  ['a list in place of a section', { tcp: [] }, /tcp is a list, use an object/],
  [
    'a channel that is none',
    { wifi: { ap: { channel: 14 } } },
    /wifi\.ap\.channel is 14, use a whole number from 1 to 13/,
  ],
];
for (const [what, value, line] of FAULTS) {
  test(`${what} is one line that names it, and the rest counts`, () => {
    const { lines } = of(value);
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0] ?? '', line);
  });
}

test('a file that is no JSON is one line, and the board has its defaults', () => {
  const { settings, lines } = read('{"wifi":');
  assert.deepEqual(lines, ['tinwire.json: is not valid JSON, using defaults']);
  assert.equal(settings.tcpPort, 5001);
});

test('no line shows a password, wherever it stands', () => {
  const secret = 'hunter2-hunter2';
  for (const value of [
    secret,
    { wifi: secret },
    { wifi: { networks: secret } },
    { wifi: { networks: [secret] } },
    { wifi: { networks: { password: secret } } },
    { wifi: { ap: secret } },
    { wifi: { ap: { password: [secret] } } },
    { wifi: { hostname: [secret] } },
  ]) {
    for (const line of of(value).lines) assert.ok(!line.includes(secret), line);
  }
});

test('a file that is too large is not read, and its size is said', () => {
  const file = JSON.stringify({ tcp: { port: 7000 }, note: 'x'.repeat(3000) });
  const { settings, lines } = read(file);
  assert.equal(settings.tcpPort, 5001);
  assert.deepEqual(lines, [`tinwire.json: ${file.length} bytes, the limit is 2048, using defaults`]);
});

test('the largest file that tools write is read', () => {
  assert.equal(MAX_SETTINGS_BYTES, MAX_WRITTEN_BYTES);
  const empty = JSON.stringify({ tcp: { port: 7000 }, note: '' });
  const { settings, lines } = read(empty.replace('""', `"${'x'.repeat(MAX_SETTINGS_BYTES - empty.length)}"`));
  assert.equal(settings.tcpPort, 7000);
  assert.deepEqual(lines, []);
});

test('of many networks the first ones are kept, and that is said', () => {
  const networks = Array.from({ length: MAX_NETWORKS + 12 }, (_, index) => ({
    ssid: `n${index}`,
    password: '',
  }));
  const { settings, lines } = of({ wifi: { networks } });
  assert.deepEqual(settings.networks, networks.slice(0, MAX_NETWORKS));
  assert.deepEqual(lines, ['tinwire.json: wifi.networks has 20 networks, the first 8 are used']);
});

/** Each length at the edges, and whether it is taken: bytes, of which the chips cut what is too long without a word. */
const LENGTHS: readonly [string, (text: string) => unknown, readonly number[], readonly number[]][] = [
  [
    "a network's name",
    (text) => ({ wifi: { networks: [{ ssid: text, password: '' }] } }),
    [1, 31],
    [0, 32, 33],
  ],
  [
    "a network's password",
    (text) => ({ wifi: { networks: [{ ssid: 'x', password: text }] } }),
    [0, 8, 63],
    [1, 7, 64],
  ],
  ["the access point's name", (text) => ({ wifi: { ap: { ssid: text } } }), [1, 31], [0, 32]],
  ["the access point's password", (text) => ({ wifi: { ap: { password: text } } }), [0, 8, 63], [1, 7, 64]],
  ["the console's password", (text) => ({ console: { password: text } }), [8, 20], [0, 7, 21]],
  ['the host name', (text) => ({ wifi: { hostname: text } }), [0, 32], [33]],
];
for (const [what, settingsOf, taken, refused] of LENGTHS) {
  test(`${what} may have ${taken.join(', ')} bytes, and not ${refused.join(', ')}`, () => {
    const linesOf = (length: number) => of(settingsOf('x'.repeat(length))).lines.length;
    assert.deepEqual(
      taken.map(linesOf),
      taken.map(() => 0),
    );
    assert.deepEqual(
      refused.map(linesOf),
      refused.map(() => 1),
    );
  });
}
