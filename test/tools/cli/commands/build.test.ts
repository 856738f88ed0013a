import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runHere } from '../cli-host.ts';

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
  assert.match(stderr, /board "esp99": not one of boards\.json\.\n.*esp8266-4mb, esp8266-1mb, esp32/);
});
