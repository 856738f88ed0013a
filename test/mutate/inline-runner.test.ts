/** Test files of a folder of their own are bundled and run as Stryker has it done. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DryRunStatus, MutantRunStatus, type TestRunner, TestStatus } from '@stryker-mutator/api/test-runner';
import { strykerPlugins } from './inline-runner.ts';

const BUNDLE = fileURLToPath(new URL('./bundle.ts', import.meta.url));
const FILES: Readonly<Record<string, string>> = {
  // As Stryker writes a source: one mutant, which leaves the increment out.
  'count.ts': `
    const stryker = (globalThis as any).__stryker__;
    const cover = () => { ((stryker.mutantCoverage ??= { static: {}, perTest: {} }).static['1'] ??= 0, stryker.mutantCoverage.static['1']++); };
    let count = 0;
    export function next(): number { if (stryker.activeMutant === '1') return count; cover(); return ++count; }`,
  'count.test.ts': `
    import assert from 'node:assert/strict';
    import test, { afterEach, beforeEach } from 'node:test';
    import { next } from './count.ts';
    let steps: string[] = [];
    beforeEach(() => { steps.push('before'); });
    afterEach(() => { steps.push('after'); });
    test('counts from one', (t) => { t.after(() => steps.push('end')); assert.equal(next(), 1); });
    test('goes on', () => { assert.deepEqual(steps, ['before', 'end', 'after', 'before']); assert.equal(next(), 2); });
    test('is left out', { skip: true }, () => assert.fail());`,
  'fresh.test.ts': `
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    import { next } from './count.ts';
    test('a module that is loaded anew begins anew, and knows where it lies', async () => {
      next();
      const fresh = await import(\`./count.ts?\${Math.random()}\`);
      assert.equal(fresh.next(), 1);
      assert.ok(import.meta.url.endsWith('/fresh.test.ts'));
    });`,
  'other.test.ts': `
    import { test } from 'node:test';
    test('reaches nothing', () => {});`,
};

let folder: string;
let runner: TestRunner;
const named = (name: string): string => path.join(folder, name);

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tinwire-inline-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(named(name), text);
  const tests = Object.keys(FILES).filter((name) => name.endsWith('.test.ts'));
  execFileSync(process.execPath, ['--import', import.meta.resolve('tsx'), BUNDLE, 'inline', ...tests], {
    cwd: folder,
  });
  const [{ injectableClass: Runner }] = strykerPlugins as unknown as [
    { injectableClass: new (options: object) => TestRunner },
  ];
  runner = new Runner({ inlineTests: tests.map(named) });
});
after(() => rmSync(folder, { recursive: true }));

test('without a mutant all tests pass, and it is known which file reaches which mutant', async () => {
  const result = await runner.dryRun({ timeout: 1000, coverageAnalysis: 'perTest', disableBail: false });
  assert.equal(result.status, DryRunStatus.Complete);
  assert.deepEqual(
    result.tests.map(({ status }) => status),
    [TestStatus.Success, TestStatus.Success, TestStatus.Success],
  );
  assert.deepEqual(result.mutantCoverage?.perTest, {
    [named('count.test.ts')]: { 1: 2 },
    [named('fresh.test.ts')]: { 1: 2 },
    [named('other.test.ts')]: {},
  });
});

test('a mutant is noticed by the file that reaches it, each time anew, and survives where none does', async () => {
  const run = (id: string, testFilter: string[]) =>
    runner.mutantRun({
      activeMutant: { id } as never,
      testFilter,
      sandboxFileName: '',
      mutantActivation: 'runtime',
      reloadEnvironment: true,
      timeout: 1000,
      disableBail: false,
    });
  for (let round = 0; round < 2; round++) {
    const killed = await run('1', [named('other.test.ts'), named('count.test.ts')]);
    assert.equal(killed.status, MutantRunStatus.Killed);
    assert.equal((await run('1', [named('other.test.ts')])).status, MutantRunStatus.Survived);
    assert.equal((await run('2', [named('count.test.ts')])).status, MutantRunStatus.Survived);
  }
});
