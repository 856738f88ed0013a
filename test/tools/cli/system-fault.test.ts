import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { describe } from '../../../tools/cli/output.ts';
import { systemFault } from '../../../tools/cli/system-fault.ts';
import { ToolError } from '../../../tools/errors.ts';

/** An error as Node makes it. */
function fault(code: string, fields: object = {}): Error {
  return Object.assign(new Error(`${code}: in the system's words`), { code, syscall: 'open', ...fields });
}

const SAID: readonly (readonly [string, string])[] = [
  ['ENOSPC', 'a/b: the disk is full.'],
  ['EACCES', 'a/b: permission denied.'],
  ['ENOENT', 'a/b: no such file or folder.'],
  ['EISDIR', 'a/b: is a folder, not a file.'],
  ['EROFS', 'a/b: is on a read-only file system.'],
  ['EMFILE', 'a/b: too many open files in this process.'],
  ['EIO', 'a/b: I/O error.'],
];
for (const [code, text] of SAID) {
  test(`${code} is told as "${text}"`, () => {
    const { message, help } = describe(fault(code, { path: 'a/b' }));
    assert.equal(message, text);
    assert.doesNotMatch(help ?? '', /bug in tinwire/);
  });
}

test('a closed pipe is named after the stream that it was', () => {
  const error = fault('EPIPE', { syscall: 'write' });
  assert.equal(systemFault(error, 'stdout')?.message, 'stdout: the program reading it has exited.');
});

test('what the system did not refuse is a fault of the tools, and their own errors stay as they are', () => {
  assert.equal(systemFault(new TypeError('x is not a function')), null);
  assert.match(describe(new TypeError('x')).help ?? '', /bug in tinwire/);
  assert.equal(systemFault(new ToolError('A_BAD', 'a: b.')), null);
});

test('a real file that is not there is told with its path', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-fault-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const missing = path.join(folder, 'no', 'file');
  for (const act of [() => readFileSync(missing), () => writeFileSync(missing, '')]) {
    try {
      act();
      assert.fail('it is there');
    } catch (error) {
      assert.equal(describe(error).message, `${missing}: no such file or folder.`);
    }
  }
});
