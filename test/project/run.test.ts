/** What the runner of the tests takes: see its first line. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { NODE_TEST_CONTEXT: _inherited, ...env } = process.env;
  return spawnSync(process.execPath, ['test/run.mjs', ...args], { cwd: ROOT, encoding: 'utf8', env });
}

test('runs the files whose path has one of the words, and not those that are left out', () => {
  const both = run('lib/backoff', 'lib/lines');
  assert.equal(both.status, 0, both.stdout);
  const one = run('lib/backoff', 'lib/lines', '--without=lines');
  assert.equal(one.status, 0, one.stdout);
  const count = ({ stdout }: { stdout: string }): number => Number(/^# tests (\d+)/m.exec(stdout)?.[1]);
  assert.ok(count(one) > 0 && count(one) < count(both));
});

test('no file at all is a mistake, and not a success', () => {
  const { status, stderr } = run('lib/backoff', '--without=backoff');
  assert.equal(status, 2);
  assert.match(stderr, /no test file matches lib\/backoff --without=backoff/);
});
