import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AT_FILE,
  type AtSettings,
  loadPersisted,
  readAtSettings,
  savePersisted,
} from '../../../../firmware/features/at-console/at-settings.ts';

function read(file: unknown, isStandard = false): { settings: AtSettings | null; lines: string[] } {
  const lines: string[] = [];
  const store = { read: () => (file === undefined ? undefined : JSON.stringify(file)) };
  return { settings: readAtSettings(store, (line) => lines.push(line), isStandard), lines };
}

const KEPT = {
  mode: 1,
  ssid: '',
  password: '',
  apSsid: 'tinwire',
  apPassword: '',
  apChannel: 1,
  line: '115200,8,1,0,0',
};

test('without the setting there is no AT console, unless the board is one', () => {
  assert.equal(read({}).settings, null);
  assert.deepEqual(read(undefined, true).settings, { port: 0, dialect: 'nonos', persisted: KEPT });
});

test('a port puts it on TCP, a dialect changes its words', () => {
  assert.deepEqual(read({ at: { port: 23, dialect: 'v2' } }), {
    settings: { port: 23, dialect: 'v2', persisted: KEPT },
    lines: [],
  });
  assert.equal(read({ at: { serial: true } }).settings?.port, 0);
});

test('the radio starts as the settings say', () => {
  const wifi = {
    networks: [
      { ssid: 'home', password: 'long enough' },
      { ssid: 'second', password: '' },
    ],
    mode: 'both',
    ap: { ssid: 'board', password: 'also long enough', channel: 6 },
  };
  assert.deepEqual(read({ at: { port: 23 }, wifi }).settings?.persisted, {
    mode: 3,
    ssid: 'home',
    password: 'long enough',
    apSsid: 'board',
    apPassword: 'also long enough',
    apChannel: 6,
    line: '115200,8,1,0,0',
  });
  assert.equal(read({ at: { port: 23 }, wifi: { mode: 'ap' } }).settings?.persisted.mode, 2);
});

test('what cannot be used is said, and left at its default', () => {
  const { settings, lines } = read({ at: { port: 70000, dialect: 'v3' } });
  assert.deepEqual([settings?.port, settings?.dialect], [0, 'nonos']);
  assert.deepEqual(lines, [
    'tinwire.json: at.dialect is a string that does not fit, use "nonos" or "v2"',
    'tinwire.json: at.port is 70000, use a whole number from 1 to 65535',
  ]);
  assert.deepEqual(read({ at: { port: 23, serial: true } }).lines, [
    'tinwire.json: at.serial is true, use either it or at.port',
  ]);
});

test('what commands changed lies over the settings, piece by piece, until it is forgotten', () => {
  const files = new Map<string, string>();
  const store = {
    read: (name: string) => files.get(name),
    write: (name: string, bytes: string) => {
      files.set(name, bytes);
      return true;
    },
    erase: (name: string) => void files.delete(name),
  };
  const settings: AtSettings = { port: 0, dialect: 'nonos', persisted: KEPT };
  assert.deepEqual(loadPersisted(store, settings.persisted), KEPT);
  savePersisted(store, { ssid: 'home', password: 'long enough' });
  savePersisted(store, { mode: 3 });
  assert.deepEqual(loadPersisted(store, settings.persisted), {
    ...KEPT,
    ssid: 'home',
    password: 'long enough',
    mode: 3,
  });
  assert.deepEqual(settings.persisted, KEPT);
  files.set(AT_FILE, '{"mode":3,"ss');
  assert.deepEqual(loadPersisted(store, settings.persisted), KEPT);
  savePersisted(store, null);
  assert.equal(files.size, 0);
});
