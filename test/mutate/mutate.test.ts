import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { testingPage } from './document.ts';
import { FOLDERS, groupsOf, ROOT, sourcesOf } from './folders.ts';
import { leftOut } from './left-out.ts';
import { percent, readScores, sumOf } from './scores.ts';

test('docs/testing.md has the scores: node --import tsx test/mutate/document.ts', () => {
  const { now, made } = testingPage();
  // How many files a folder has may change with every change.
  const withoutTotals = (page: string) => page.replace(/ of \d+ \|/g, ' |');
  assert.equal(withoutTotals(now), withoutTotals(made));
});

test('docs/testing.md tells of every script that tests', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const page = testingPage().now;
  for (const [name, command] of Object.entries(scripts))
    if (command.includes('test/') || name.startsWith('check')) assert.ok(page.includes(name), name);
});

test('each folder that is mutated has sources, and tests at the same path', () => {
  assert.ok(FOLDERS.length >= 12, `${FOLDERS.length}`);
  for (const folder of FOLDERS) {
    const groups = groupsOf(sourcesOf(folder));
    assert.ok(groups.length > 0, folder);
    for (const { sources, tests } of groups) assert.ok(sources.length > 0 && tests.length > 0, folder);
  }
});

test('a name that stands for nothing to mutate is refused, with what can be named', () => {
  assert.throws(() => sourcesOf('firmware/nowhere'), /is none of .*firmware\/tcp/);
  assert.throws(() => sourcesOf('firmware/tcp/nothing.ts'), /does not exist/);
  assert.throws(() => sourcesOf('firmware/hardware'), /has no tests of its own/);
  assert.deepEqual(sourcesOf('firmware/lib/'), [
    'firmware/lib/backoff.ts',
    'firmware/lib/lines.ts',
    'firmware/lib/owner.ts',
  ]);
});

test('a score counts what never ended as noticed, and what is left out as not', () => {
  const score = { state: '', killed: 6, timedOut: 1, survived: 2, uncovered: 1, leftOut: 1 };
  assert.deepEqual(sumOf([score, score]), { noticed: 14, all: 20, leftOut: 2 });
  assert.equal(percent(2, 3), 66);
});

test('each mutant that is left out has its place in a source and a reason, and they are few', () => {
  for (const { file, line, reason } of leftOut()) {
    const text = readFileSync(path.join(ROOT, file), 'utf8').split('\n')[line - 1] ?? '';
    assert.notEqual(text.trim(), '', `${file}:${line}`);
    assert.ok(reason.length > 10, `${file}:${line}`);
  }
  const { all, leftOut: left } = sumOf(Object.values(readScores()));
  assert.ok(left <= Math.ceil(all * 0.05), `${left} of ${all}`);
});
