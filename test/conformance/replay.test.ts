import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { conformanceDocument, DOCUMENT } from './document.ts';
import { BUILDS, knownDifferences, readProbes } from './probes.ts';
import { compareAll } from './replay.ts';

const files = readProbes();

test('the virtual board prints what the interpreter printed, but for the differences that are listed', async (t) => {
  const comparisons = await compareAll(files);
  const known = knownDifferences();
  const differing = comparisons.filter(({ expected, got }) => expected !== got);
  t.diagnostic(
    `conformance: ${comparisons.length} answers of ${comparisons.length / BUILDS.length} probes, ${
      comparisons.length - differing.length
    } agree, ${Object.keys(known).length} known differences`,
  );
  const unknown = differing.filter(({ key }) => !known[key]);
  assert.deepEqual(
    unknown.map(({ key, program, expected, got }) => ({ key, program, expected, got })),
    [],
  );
  const differingKeys = new Set(differing.map(({ key }) => key));
  assert.deepEqual(
    Object.entries(known)
      .filter(([key, why]) => !differingKeys.has(key) && !why.startsWith('At times '))
      .map(([key]) => key),
    [],
    'listed as a difference, and agrees: take it off the list',
  );
});

test('there are at least 150 probes, each with an answer of every build', () => {
  const probes = files.flatMap((file) => file.probes);
  assert.ok(probes.length >= 150, `${probes.length}`);
  assert.deepEqual(
    probes.filter(({ answers }) => answers?.[BUILDS[0]] === undefined).map(({ id }) => id),
    [],
  );
  assert.equal(new Set(probes.map(({ id }) => id)).size, probes.length);
});

test('docs/conformance.md is up to date', () => {
  assert.equal(readFileSync(DOCUMENT, 'utf8'), conformanceDocument(files, knownDifferences()));
});
