import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run, test } from 'node:test';
import { type Ended, endedTest } from './reported.ts';

const SOURCE = `import { before, describe, test } from 'node:test';
test('000-01 passes', () => {});
test('000-02 fails', () => { throw new Error('why it failed'); });
test('000-03 is skipped', { skip: 'no such tool' }, () => {});
test('has no number', () => {});
describe('000-04 a suite is no test', () => { test('000-05 within', () => {}); });
describe('broken', () => {
  before(() => { throw new Error('no board'); });
  test('000-06 never ran', () => {});
});
`;

/** What the runner tells of a file with this source. */
async function endedOf(t: { after(fn: () => void): void }, source: string): Promise<Ended[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-seeds-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'a.test.mjs');
  writeFileSync(file, source);
  // A runner within a test would take itself for one of its children.
  const context = process.env.NODE_TEST_CONTEXT;
  delete process.env.NODE_TEST_CONTEXT;
  const ended: Ended[] = [];
  for await (const event of run({ files: [file] })) {
    const result = endedTest(event, folder);
    if (result !== null) ended.push(result);
  }
  if (context !== undefined) process.env.NODE_TEST_CONTEXT = context;
  return ended;
}

test('tells numbered tests as they ended, suites not, and tests that could not start as failed', async (t) => {
  const ended = await endedOf(t, SOURCE);
  assert.deepEqual(
    ended.filter(({ isNumbered }) => isNumbered).map(({ name, ended: how }) => `${name}: ${how}`),
    [
      '000-01 passes: passed',
      '000-02 fails: failed',
      '000-03 is skipped: skipped',
      '000-05 within: passed',
      '000-06 never ran: failed',
    ],
  );
  assert.equal(ended.find(({ ended: how }) => how === 'failed')?.reason, 'why it failed');
});

test('a file that breaks before its first test is told', async (t) => {
  const ended = await endedOf(t, 'this is no JavaScript');
  assert.deepEqual(
    ended.map(({ isNumbered, ended: how }) => [isNumbered, how]),
    [[false, 'failed']],
  );
});
