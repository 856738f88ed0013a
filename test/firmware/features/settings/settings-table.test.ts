/** Each setting beside its default: what is taken as it is, and what is told of a fault. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  choice,
  MAX_NETWORKS,
  readRoot,
  readSettings,
  type Settings,
} from '../../../../firmware/features/settings/settings.ts';

function read(file: unknown): { settings: Settings; lines: string[] } {
  const lines: string[] = [];
  const settings = readSettings({ read: () => JSON.stringify(file) }, (line) => lines.push(line));
  return { settings, lines };
}

const AP = { ssid: 'tinwire', password: '', channel: 1 };
const HOME = { ssid: 'home', password: '' };

/** What of the settings differs from the defaults. */
function changes(file: unknown): Partial<Settings> {
  const standard = read({}).settings;
  const { settings, lines } = read(file);
  assert.deepEqual(lines, []);
  return Object.fromEntries(
    Object.entries(settings).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(standard[key as keyof Settings]),
    ),
  );
}

for (const [file, expected] of [
  [{ wifi: { hostname: 'kitchen' } }, { hostname: 'kitchen' }],
  [{ tcp: { port: 1 } }, { tcpPort: 1 }],
  [{ tcp: { port: 65_535 } }, { tcpPort: 65_535 }],
  [{ tcp: { idleMs: 5000 } }, { idleMs: 5000 }],
  [{ tcp: { greeting: 'Welcome!' } }, { greeting: 'Welcome!' }],
  [{ tcp: { mode: 'echo' } }, {}],
  [{ tcp: { mode: 'line' } }, { mode: 'line' }],
  [{ tcp: { mode: 'respond' } }, { mode: 'respond' }],
  [{ tcp: { mode: 'chat' } }, { mode: 'chat' }],
  [{ udp: { port: 9001 } }, { udpPort: 9001 }],
  [{ client: { host: '192.168.1.2', port: 6000 } }, { host: '192.168.1.2', hostPort: 6000 }],
  [{ wifi: { mode: 'station', networks: [HOME] } }, { networks: [HOME] }],
  [{ wifi: { mode: 'ap', networks: [HOME], fallbackAp: true } }, { ap: AP }],
  [{ wifi: { mode: 'both', networks: [HOME], fallbackAp: true } }, { networks: [HOME], ap: AP }],
  [{ wifi: { networks: [HOME], fallbackAp: true } }, { networks: [HOME], ap: AP, fallbackAp: true }],
  [{ wifi: { fallbackAp: false } }, {}],
  [
    { wifi: { mode: 'ap', ap: { ssid: 'board', password: 'long enough', channel: 13 } } },
    { ap: { ssid: 'board', password: 'long enough', channel: 13 } },
  ],
  [{ telnet: false, console: { password: 'eight or more' } }, {}],
] as const) {
  test(`${JSON.stringify(file)} is taken as it is`, () => {
    assert.deepEqual(changes(file), expected);
  });
}

for (const [file, line] of [
  [5, 'the file is 5, use an object'],
  ['text', 'the file is a string that does not fit, use an object'],
  [null, 'the file is an object, use an object'],
  [{ wifi: 5 }, 'wifi is 5, use an object'],
  [{ wifi: { mode: 'mesh' } }, 'wifi.mode is a string that does not fit, use "station", "ap" or "both"'],
  [{ wifi: { hostname: 5 } }, 'wifi.hostname is 5, use a string of at most 32 bytes'],
  [{ wifi: { ap: true } }, 'wifi.ap is true, use an object'],
  [{ wifi: { ap: { ssid: '' } } }, 'wifi.ap.ssid is "", use a string of 1 to 31 bytes'],
  [{ wifi: { ap: { ssid: 5 } } }, 'wifi.ap.ssid is 5, use a string of 1 to 31 bytes'],
  [
    { wifi: { ap: { password: 12_345_678 } } },
    'wifi.ap.password is a number, use a quoted string of 8 to 63 characters, or "" for an open network',
  ],
  [{ wifi: { networks: [5] } }, 'wifi.networks[0] is 5, use an object'],
  [{ tcp: { port: 0 } }, 'tcp.port is 0, use a whole number from 1 to 65535'],
  [{ tcp: { port: 1.5 } }, 'tcp.port is 1.5, use a whole number from 1 to 65535'],
  [{ tcp: { idleMs: -1 } }, 'tcp.idleMs is -1, use a whole number from 0 to 86400000'],
  [{ tcp: { greeting: 5 } }, 'tcp.greeting is 5, use a string of at most 32 bytes'],
  [
    { tcp: { mode: 'loud' } },
    'tcp.mode is a string that does not fit, use "echo", "line", "respond" or "chat"',
  ],
  [{ udp: [] }, 'udp is a list, use an object'],
  [{ client: { host: false } }, 'client.host is false, use a string of at most 32 bytes'],
  [
    { client: { port: 'x' } },
    'client.port is a string that does not fit, use a whole number from 1 to 65535',
  ],
  [{ telnet: 1 }, 'telnet is 1, use true or false'],
  [{ console: 'x' }, 'console is a string that does not fit, use an object'],
  [
    { console: { password: 12_345_678 } },
    'console.password is a number, use a quoted string of 8 to 20 characters',
  ],
] as const) {
  test(`${JSON.stringify(file)} is told in one line, and the default counts`, () => {
    const { lines } = read(file);
    const networks = lines.filter((said) => !said.includes('networks[0].ssid'));
    assert.deepEqual(networks, [`tinwire.json: ${line}`]);
  });
}

test('a wrong mode of the server, and a wrong port, leave the defaults', () => {
  const { settings } = read({ tcp: { mode: 5, port: 70_000 }, wifi: { mode: 5 } });
  assert.deepEqual([settings.mode, settings.tcpPort, settings.ap], ['echo', 5001, null]);
});

test('as many networks as are kept are taken without a word', () => {
  const networks = Array.from({ length: MAX_NETWORKS }, (_, index) => ({ ssid: `n${index}`, password: '' }));
  assert.deepEqual(changes({ wifi: { networks } }).networks, networks);
});

test('a choice that only some boards have is one of its section, and its faults are told', () => {
  const lines: string[] = [];
  const choose = (file: unknown): boolean => {
    const root = readRoot({ read: () => JSON.stringify(file) }, (line) => lines.push(line));
    return choice(root, 'tcp', 'peerAddress');
  };
  assert.deepEqual(
    [choose({ tcp: { peerAddress: true } }), choose({ tcp: {} }), choose({})],
    [true, false, false],
  );
  assert.deepEqual(lines, []);
  assert.equal(choose({ tcp: { peerAddress: 'yes' } }), false);
  assert.equal(choose({ tcp: 5 }), false);
  assert.deepEqual(lines, [
    'tinwire.json: tcp.peerAddress is a string that does not fit, use true or false',
    'tinwire.json: tcp is 5, use an object',
  ]);
});
