import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { historyFile, MAX_LINES, readHistory, writeHistory } from '../../../../tools/cli/repl/history.ts';

test('keeps the newest lines for their owner only, and does without a folder', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'history-'));
  try {
    const file = historyFile({ XDG_STATE_HOME: folder });
    assert.equal(file, path.join(folder, 'tinwire', 'history'));
    assert.deepEqual(readHistory(file), []);
    const lines = Array.from({ length: MAX_LINES + 3 }, (_, index) => `line ${index}`);
    assert.ok(writeHistory(file, lines));
    assert.deepEqual(readHistory(file), lines.slice(0, MAX_LINES));
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
    writeFileSync(path.join(folder, 'file'), '');
    assert.equal(writeHistory(path.join(folder, 'file', 'history'), ['a']), false);
    assert.equal(historyFile({ HOME: '/h' }), path.join('/h', '.local', 'state', 'tinwire', 'history'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
