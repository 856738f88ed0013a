import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT, runHere } from '../cli-host.ts';

interface FileBoard {
  readonly id: string;
  readonly cannot: readonly string[];
}
const { boards } = JSON.parse(readFileSync(path.join(ROOT, 'boards.json'), 'utf8')) as {
  boards: FileBoard[];
};

test('lists every board of boards.json and what it cannot have, within 80 columns', async () => {
  const { status, stdout, stderr } = await runHere(['boards']);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  for (const { id, cannot } of boards) {
    assert.match(stdout, new RegExp(`^│ ${id} `, 'm'));
    for (const line of cannot) assert.ok(stdout.includes(`  - ${line}`), line);
  }
  const table = stdout.split('\n').filter((line) => line.startsWith('│'));
  assert.deepEqual(
    table.filter((line) => line.length > 80),
    [],
  );
});

test('--json gives the boards with their chips as one object', async () => {
  const { status, stdout } = await runHere(['boards', '--json']);
  assert.equal(status, 0);
  const listed = JSON.parse(stdout).boards;
  assert.deepEqual(
    listed.map(({ id }: FileBoard) => id),
    boards.map(({ id }) => id),
  );
  assert.ok(listed[0].chip.storage.pages > 0);
});
