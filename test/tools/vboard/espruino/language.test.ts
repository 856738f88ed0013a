/** Programs whose console output was recorded on the interpreter, run in the built-in engine. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { consoleOf } from './run-program.ts';

interface Cases {
  readonly cases: readonly { readonly program: string; readonly console: string }[];
}

const { cases } = JSON.parse(
  readFileSync(new URL('./language-cases.json', import.meta.url), 'utf8'),
) as Cases;

test('there are recorded programs', () => {
  assert.ok(cases.length > 0);
});

for (const { program, console } of cases) {
  test(`answers as the interpreter does: ${program.replaceAll('\n', ' ').slice(0, 70)}`, async () => {
    assert.equal(await consoleOf(program), console);
  });
}
