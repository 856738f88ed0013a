/** The workflow that GitHub runs: read here, since it cannot be run here. */
import assert from 'node:assert/strict';
import { accessSync, constants, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly strategy: {
    readonly matrix: { readonly node: readonly string[]; readonly os?: readonly string[] };
  };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<'linux' | 'portable', Job>>;
}

const root = new URL('../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const WORKFLOW = parse(read('.github/workflows/ci.yml')) as Workflow;
const { engines, scripts } = JSON.parse(read('package.json')) as {
  engines: { node: string };
  scripts: Readonly<Record<string, string>>;
};
const jobs = Object.values(WORKFLOW.jobs);
const commandsOf = ({ steps }: Job): string[] => steps.flatMap(({ run }) => (run === undefined ? [] : [run]));

test('the oldest Node is the one that package.json promises, on every system', () => {
  const [, oldest] = /^>=(\d+)\./.exec(engines.node) ?? [];
  for (const { strategy } of jobs) {
    const versions = strategy.matrix.node.map(Number);
    assert.equal(Math.min(...versions), Number(oldest));
    assert.ok(
      versions.every((version) => version % 2 === 0),
      'odd versions have no long-term support',
    );
  }
  assert.deepEqual(WORKFLOW.jobs.linux.strategy.matrix.node, ['20', '22', '24', '26']);
});

test('on Linux it runs what anybody can run: .ci/run', () => {
  assert.equal(WORKFLOW.jobs.linux['runs-on'], 'ubuntu-latest');
  assert.equal(commandsOf(WORKFLOW.jobs.linux).at(-1), '.ci/run');
  accessSync(fileURLToPath(new URL('.ci/run', root)), constants.X_OK);
});

test('on Windows and macOS it runs a script of package.json, after the packages are there', () => {
  const { portable } = WORKFLOW.jobs;
  assert.deepEqual(portable.strategy.matrix.os, ['windows-latest', 'macos-latest']);
  assert.deepEqual(commandsOf(portable), ['npm ci', 'npm run test:portable']);
  assert.ok('test:portable' in scripts);
});

test('it may read the sources and nothing else, keeps no credentials, and ends by itself', () => {
  assert.deepEqual(WORKFLOW.permissions, { contents: 'read' });
  for (const job of jobs) {
    assert.ok((job['timeout-minutes'] ?? Number.POSITIVE_INFINITY) <= 60);
    const [checkout, setup] = job.steps;
    assert.match(checkout?.uses ?? '', /^actions\/checkout@v\d+$/);
    assert.equal(checkout?.with?.['persist-credentials'], false);
    assert.match(setup?.uses ?? '', /^actions\/setup-node@v\d+$/);
    assert.equal(setup?.with?.cache, 'npm');
  }
  assert.ok('push' in WORKFLOW.on && 'pull_request' in WORKFLOW.on);
  assert.ok(
    !('pull_request_target' in WORKFLOW.on),
    'it would run the code of strangers with the rights of the project',
  );
});
