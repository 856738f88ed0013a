import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { makeWorkFolder } from '../../../../tools/vboard/interpreter/work-folder.ts';

test('the folder of a killed run goes with the next start, that of a running one stays', (t) => {
  const parent = mkdtempSync(path.join(tmpdir(), 'tinwire-work-'));
  t.after(() => rmSync(parent, { recursive: true }));
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const dead = path.join(parent, `tinwire-interpreter-${pid}-abcdef`);
  const alive = path.join(parent, `tinwire-interpreter-${process.pid}-abcdef`);
  const other = path.join(parent, 'something');
  for (const folder of [dead, alive, other]) mkdirSync(folder);
  writeFileSync(path.join(dead, 'espruino.flash'), 'secret');
  const made = makeWorkFolder(parent);
  assert.deepEqual(
    [dead, alive, other, made].map((folder) => existsSync(folder)),
    [false, true, true, true],
  );
  if (process.platform !== 'win32') assert.equal(statSync(made).mode & 0o777, 0o700);
});
