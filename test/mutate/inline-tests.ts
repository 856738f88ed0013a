/** Stands for `node:test` where tests run inside Stryker's process: keeps what a test file declares for `inline-runner.ts`. */
import { mock } from 'node:test';

/** What tests use of their context. */
interface Context {
  after(fn: () => void): void;
  readonly mock: typeof mock;
}

/** Takes what runs the tests of a file: a parameter of the function that the runner puts around the bundle. */
declare const onTests: (run: () => Promise<void>) => void;

type Body = (context: Context) => unknown;

const tests: Body[] = [];
const hooks = {
  before: [] as (() => unknown)[],
  beforeEach: [] as (() => unknown)[],
  afterEach: [] as (() => unknown)[],
  after: [] as (() => unknown)[],
};
/** Long for work that neither waits nor has sockets: a test that is not done by then never will be. */
const LIMIT_MS = 2_000;

onTests(runTests);

/** Declares a test. */
export function test(_name: string, ...more: [Body] | [{ readonly skip?: unknown }, Body]): void {
  const [options, body] = more.length === 1 ? [{}, more[0]] : more;
  if (!options.skip) tests.push(body);
}

export default test;

/** Declares tests that belong together; hooks inside are hooks of the file. */
export const describe = (_name: string, declare: () => void): void => declare();

export const before = (fn: () => unknown): unknown => hooks.before.push(fn);
export const beforeEach = (fn: () => unknown): unknown => hooks.beforeEach.push(fn);
export const afterEach = (fn: () => unknown): unknown => hooks.afterEach.push(fn);
export const after = (fn: () => unknown): unknown => hooks.after.push(fn);

/** Runs what was declared; rejects with the first failure. */
async function runTests(): Promise<void> {
  for (const hook of hooks.before) await hook();
  for (const body of tests) {
    const ends: (() => void)[] = [];
    for (const hook of hooks.beforeEach) await hook();
    try {
      await inTime(() => body({ after: (fn) => void ends.push(fn), mock }));
    } finally {
      for (const end of ends.reverse()) end();
      mock.reset();
      mock.timers.reset();
    }
    for (const hook of hooks.afterEach) await hook();
  }
  for (const hook of hooks.after) await hook();
}

/** The limit is set before the work can take over the timers. */
async function inTime(work: () => unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('the test does not end')), LIMIT_MS);
  });
  try {
    await Promise.race([work(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
