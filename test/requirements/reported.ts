/** What node's test runner reports, as results. */
import path from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import type { TestResult } from './outcome.ts';
import { numbersOf } from './requirements.ts';

/** A test that ended; one without a number is a file or a suite that broke. */
export interface Ended extends TestResult {
  readonly isNumbered: boolean;
}

/** The test that an event of the runner tells the end of; null: none that counts. `root` is what files are named from. */
export function endedTest(event: TestEvent, root: string): Ended | null {
  if (event.type !== 'test:pass' && event.type !== 'test:fail') return null;
  const { name, file = '', skip, todo, details } = event.data;
  const error = event.type === 'test:fail' ? event.data.details.error : undefined;
  const isNumbered = numbersOf(name).length > 0 && details.type !== 'suite';
  // What fails only because of a test in it says nothing new.
  if (!isNumbered && (error === undefined || failureOf(error) === 'subtestsFailed')) return null;
  const ended =
    error !== undefined ? 'failed' : skip === undefined && todo === undefined ? 'passed' : 'skipped';
  return {
    name,
    file: path.relative(root, file).split(path.sep).join('/'),
    ended,
    isNumbered,
    ...(error !== undefined && { reason: reasonOf(error) }),
  };
}

function failureOf(error: Error): unknown {
  return 'failureType' in error ? error.failureType : undefined;
}

function reasonOf(error: Error): string {
  const { cause } = error;
  return cause instanceof Error ? cause.message : error.message;
}
