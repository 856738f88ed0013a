import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { project } from '../../build/bundling.ts';
import { runHere, runProcess } from '../cli-host.ts';

test('refuses flags that exclude each other', async () => {
  for (const args of [
    ['--all', '--board', 'esp32'],
    ['--all', '--entry', 'x.ts'],
    ['--all', '--watch'],
    ['--watch', '--json'],
  ]) {
    const { status, stderr } = await runHere(['build', ...args]);
    assert.equal(status, 2, args.join(' '));
    assert.match(stderr, /cannot be used with/);
  }
});

test('names the boards when there is none of that name', async () => {
  const { status, stdout, stderr } = await runHere(['build', '--board', 'esp99']);
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /board "esp99": not found in boards\.json\.\n.*esp8266-4mb, esp8266-1mb, esp32/);
});

test('names the place of an error also where the packages paint what they print', async () => {
  const entry = path.join(project({ 'entry.ts': 'print(1);\nexport = 5;\n' }), 'entry.ts');
  const { status, stderr } = await runProcess(['build', '--board', 'esp32', '--entry', entry], {
    env: { FORCE_COLOR: '1' },
  });
  assert.equal(status, 5);
  assert.match(stripVTControlCharacters(stderr), /entry\.ts:2:1[\s\S]*`export = \.\.\.` is not supported/);
});
