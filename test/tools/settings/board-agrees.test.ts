/** One meaning of settings: what the laptop takes the board takes, what the board reports the laptop refuses. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readAtSettings } from '../../../firmware/features/at-console/at-settings.ts';
import { readClientSettings } from '../../../firmware/features/echo-client/client-settings.ts';
import { choice, readRoot, readSettings } from '../../../firmware/features/settings/settings.ts';
import { readUdpSettings } from '../../../firmware/features/udp-echo/udp-settings.ts';
import { checkedSettings } from '../../../tools/settings/check.ts';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../tools/settings/settings.schema.json', import.meta.url), 'utf8'),
) as Schema;

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** What the board says of settings, one line a fault. */
function boardLines(settings: unknown): string[] {
  // On the chip one character is one byte.
  const text = Buffer.from(JSON.stringify(settings), 'utf8').toString('latin1');
  const store = { read: () => text };
  const lines: string[] = [];
  const report = (line: string) => void lines.push(line);
  readSettings(store, report);
  readUdpSettings(store, report, 'echo');
  const root = readRoot(store, report);
  choice(root, 'tcp', 'peerAddress');
  choice(root, 'wifi', 'nameServer');
  readClientSettings(store, report, '');
  readAtSettings(store, report, false);
  return lines;
}

function isTaken(settings: unknown): boolean {
  try {
    checkedSettings(Buffer.from(JSON.stringify(settings)), 'x');
    return true;
  } catch {
    return false;
  }
}

const TEXTS = [0, 1, 7, 8, 31, 32, 33, 63, 64, 65].map((length) => 'x'.repeat(length));
const VALUES: readonly unknown[] = [
  ...TEXTS,
  '温'.repeat(10),
  '温'.repeat(11),
  ...['station', 'ap', 'both', 'echo', 'line', 'respond', 'chat', 'silent', 'nonos', 'v2', '5001'],
  ...[
    -1, 0, 1, 1.5, 13, 14, 20, 999, 1000, 2048, 2049, 10_000, 10_001, 65_535, 65_536, 86_400_000, 86_400_001,
  ],
  ...[true, false, null, {}, [], [{}]],
];
/** Read by programs of tutorials alone, which are no modules to call. */
const ELSEWHERE = /^(bridge|clients)\b/;

/** Every place of the schema, with a value put there in settings that are right otherwise. */
function* placed(schema: Schema, path: readonly string[] = []): Generator<[string, unknown]> {
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const below = [...path, key];
    for (const value of VALUES) yield [below.join('.'), around(below, value)];
    yield* placed(property, below);
    if (property.items) yield* placed(property.items, [...below, '0']);
  }
}

function around(path: readonly string[], value: unknown): unknown {
  const [first = '', ...rest] = path;
  const inner = rest.length === 0 ? value : around(rest, value);
  if (first !== '0') return { [first]: inner };
  return [{ ssid: 'home', password: 'secretsecret', ...(inner as object) }];
}

test('every value at every place is taken by both or refused by both', () => {
  let count = 0;
  for (const [path, settings] of placed(SCHEMA)) {
    if (ELSEWHERE.test(path)) continue;
    count++;
    const lines = boardLines(settings);
    assert.equal(isTaken(settings), lines.length === 0, `${JSON.stringify(settings)}: ${lines.join()}`);
  }
  assert.ok(count > 800, `${count}`);
});

test('a network needs both its fields, on both sides', () => {
  for (const entry of [{}, { ssid: 'home' }, { password: '' }, { ssid: 'home', password: '' }]) {
    const settings = { wifi: { networks: [entry] } };
    assert.equal(isTaken(settings), boardLines(settings).length === 0, JSON.stringify(entry));
  }
  const both = { at: { port: 23, serial: true } };
  assert.equal(isTaken(both), boardLines(both).length === 0);
});

test('docs/settings.md describes each setting of the schema, and no other', () => {
  const table = readFileSync(new URL('../../../docs/settings.md', import.meta.url), 'utf8');
  const described = [...table.matchAll(/^\| (`[^|]*) \|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
    .sort();
  const leaves = function* (schema: Schema, path: readonly string[]): Generator<string> {
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      const name = [...path, key].join('.');
      if (['wifi.ap', 'at'].includes(name) || !property.properties) yield name;
      else yield* leaves(property, [...path, key]);
    }
  };
  assert.deepEqual([...leaves(SCHEMA, [])].sort(), described);
});
