import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadBoards } from '../../tools/boards/load.ts';
import { stepsOf } from '../support/shell-document.ts';
import { clone, ROOT, run } from './clone.ts';
import { followDocument } from './document.ts';

const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const DOCUMENTS = [
  'README.md',
  'README.zh.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...readdirSync(path.join(ROOT, 'docs/tutorials'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/tutorials/${name}`),
];
const SCRIPTS: Record<string, string> = JSON.parse(
  readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
).scripts;
/** What a NodeMCU has printed beside the pins of a display. */
const PRINTED: Readonly<Record<string, string>> = { D4: 'D2', D5: 'D1' };

test('README.md: every command does what is shown', (t) => followDocument(t, 'README.md'));

test('README.zh.md has the same commands, and rows for the same boards and commands', () => {
  const twin = readFileSync(path.join(ROOT, 'README.zh.md'), 'utf8');
  assert.deepEqual(stepsOf(twin), stepsOf(README));
  const rows = (text: string): string[] =>
    [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name);
  assert.deepEqual(rows(twin), rows(README));
  const links = (text: string): string[] =>
    [...text.matchAll(/\]\((?!README)([^)]+)\)/g)].map(([, link = '']) => link).sort();
  assert.deepEqual(links(twin), links(README));
});

test('npx finds the command in the project itself, without a network', async (t) => {
  const { root } = clone(t);
  const env = { npm_config_offline: 'true', npm_config_update_notifier: 'false' };
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const running = run(t, root, npx, ['tinwire', 'boards'], { env });
  assert.equal(await running.ended, 0, running.output.stderr);
  assert.match(running.output.stdout, /esp8266-4mb/);
});

test('the README opens with the two commands', () => {
  const start = README.indexOf('npm ci && npm start');
  const check = README.indexOf('npm ci && npm test');
  const heading = README.indexOf('\n## ');
  assert.ok(start > 0 && check > start && check < heading, 'not before the first heading');
  assert.ok(README.slice(0, heading).split('\n').length <= 40, 'more than a screen');
});

test('the README has a row for each board, with the figures of boards.json', () => {
  for (const { id, name, chip, display } of loadBoards()) {
    const storageKb = (chip.storage.pages * chip.storage.pageSizeBytes) / 1024;
    const pin = (name: string): string => {
      const printed = chip.id === 'esp8266' ? ` (printed ${PRINTED[name]})` : '';
      return `GPIO${name.slice(1)}${printed}`;
    };
    const oled =
      display === null ? 'none' : `${display.controller}, SDA ${pin(display.sda)}, SCL ${pin(display.scl)}`;
    const { count, withoutBluetooth, isMeasured = true } = chip.variables;
    const variables = !isMeasured
      ? `not measured, ${count} assumed`
      : withoutBluetooth === undefined
        ? `${count}`
        : `${count}, ${withoutBluetooth} without Bluetooth`;
    const row = `| \`${id}\` | ${name} | ${variables} | ${storageKb} kB | ${oled} |`;
    assert.ok(README.includes(row), `the README lacks: ${row}`);
  }
});

test('every command that a document names exists', () => {
  const commands = readdirSync(path.join(ROOT, 'tools/cli/commands')).map((name) =>
    path.basename(name, '.ts'),
  );
  for (const file of DOCUMENTS) {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    for (const [, verb = ''] of text.matchAll(/(?:`|npx )tinwire ([a-z]+)/g))
      assert.ok(commands.includes(verb), `${file}: ${verb}`);
    for (const [, script = ''] of text.matchAll(/npm run ([a-z:-]+)/g))
      assert.ok(script in SCRIPTS, `${file}: ${script}`);
  }
});

test('every file that a document links to is there', () => {
  for (const file of DOCUMENTS) {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      assert.ok(existsSync(path.resolve(ROOT, path.dirname(file), link)), `${file}: ${link}`);
    }
  }
});
