/** CHANGELOG.md keeps to https://keepachangelog.com/en/1.1.0/. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const CHANGELOG = read('CHANGELOG.md');
const VERSIONS = [...CHANGELOG.matchAll(/^## (.*)$/gm)].map(([, heading = '']) => heading);
const KINDS = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];

/** Each number of a version, to compare. */
function numbersOf(heading: string): number[] {
  return (/^\[(\d+)\.(\d+)\.(\d+)\] - \d{4}-\d{2}-\d{2}$/.exec(heading) ?? []).slice(1).map(Number);
}

test('the first section is of what is not released yet, the others have a version and a date', () => {
  assert.equal(VERSIONS[0], '[Unreleased]');
  for (const heading of VERSIONS.slice(1)) assert.equal(numbersOf(heading).length, 3, heading);
});

test('the newest version comes first', () => {
  const released = VERSIONS.slice(1).map(numbersOf);
  const sorted = [...released].sort((a, b) => {
    const index = a.findIndex((number, at) => number !== b[at]);
    return index < 0 ? 0 : (b[index] ?? 0) - (a[index] ?? 0);
  });
  assert.deepEqual(released, sorted);
});

test('the version of package.json has a section', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  assert.ok(
    VERSIONS.some((heading) => heading.startsWith(`[${version}] - `)),
    `CHANGELOG.md says nothing of ${version}`,
  );
});

test('changes are sorted by kind', () => {
  for (const [, kind = ''] of CHANGELOG.matchAll(/^### (.*)$/gm)) assert.ok(KINDS.includes(kind), kind);
});
