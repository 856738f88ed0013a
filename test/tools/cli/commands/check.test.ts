import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { runHere } from '../cli-host.ts';

function file(t: TestContext, name: string, text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-check-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
}

test('accepts a file that the interpreter runs as written', async (t) => {
  const good = file(t, 'good.js', 'var a = 1;\nprint(a + 1);\n');
  const { status, stdout, stderr } = await runHere(['check', good]);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  assert.equal(stdout, `${good}: accepted for esp32.\n`);
});

test('refuses a file with its place, its rule and what to write, and ends with status 5', async (t) => {
  const bad = file(t, 'bad.js', 'var a = 1;\nfunction* b() { yield a; }\n');
  const { status, stdout, stderr } = await runHere(['check', bad]);
  assert.equal(status, 5);
  assert.match(stdout, /bad\.js:2:\d+ {2}error \[generator\]\n {4}\S.*\n {4}Instead: \S/);
  assert.match(stderr, /bad\.js: rejected for esp32, \d+ errors?/);
});

test('--json gives the findings of all files as one object', async (t) => {
  const good = file(t, 'good.js', 'print(1);\n');
  const bad = file(t, 'bad.ts', 'async function f(): Promise<number> { return 1; }\nprint(f());\n');
  const { status, stdout } = await runHere(['check', '--json', good, bad]);
  assert.equal(status, 5);
  const report = JSON.parse(stdout);
  assert.equal(report.isAccepted, false);
  assert.equal(report.files.length, 2);
  assert.ok(report.findings.length > 0);
  for (const finding of report.findings) {
    assert.match(finding.file, /bad\.ts$/);
    assert.equal(finding.line, 1);
  }
});

test('ends with status 2 for a file that is not there and for a board that is none', async () => {
  const missing = await runHere(['check', 'no-such-file.js']);
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /no-such-file\.js: cannot be read\./);
  const unknown = await runHere(['check', 'x.js', '--board', 'esp32c3']);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /esp32-c3/);
});
