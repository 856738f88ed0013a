import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadBoards } from '../../tools/boards/load.ts';
import { ROOT } from './clone.ts';

const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/flashing.md',
  'docs/slots.md',
  ...readdirSync(path.join(ROOT, 'docs/tutorials'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/tutorials/${name}`),
];
const SCRIPTS: Record<string, string> = JSON.parse(
  readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
).scripts;

test('the README opens with the two commands', () => {
  const start = README.indexOf('npm ci && npm start');
  const check = README.indexOf('npm ci && npm test');
  assert.ok(start > 0 && check > start && check < README.indexOf('\n## '), 'not before the first heading');
});

test('the README has a row for each board, with the figures of boards.json', () => {
  for (const { id, name, chip, display } of loadBoards()) {
    const storageKb = (chip.storage.pages * chip.storage.pageSizeBytes) / 1024;
    const oled = display === null ? 'none' : `${display.controller}, SDA ${display.sda}, SCL ${display.scl}`;
    const row = `| \`${id}\` | ${name} | ${chip.variables.count} | ${storageKb} kB | ${oled} |`;
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
    for (const [, script = ''] of text.matchAll(/npm run ([a-z:]+)/g))
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
