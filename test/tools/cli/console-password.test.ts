import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { type TestContext, test } from 'node:test';
import type { CommandContext } from '../../../tools/cli/command-context.ts';
import { consolePassword } from '../../../tools/cli/console-password.ts';

/** A session with these settings and variables, and with what is typed in its terminal. */
function sessionWith(t: TestContext, settings: string, env: NodeJS.ProcessEnv, typed: string | null) {
  const root = mkdtempSync(path.join(tmpdir(), 'tinwire-password-'));
  t.after(() => rmSync(root, { recursive: true }));
  writeFileSync(path.join(root, 'tinwire.local.json'), settings);
  const stdin = Object.assign(new PassThrough(), { isTTY: typed !== null, setRawMode() {} });
  if (typed !== null) stdin.write(typed);
  let said = '';
  const output = {
    note(text: string) {
      said += text;
    },
  };
  return { session: { root, env, stdin, output } as unknown as CommandContext, said: () => said };
}

const FILE = '{"console":{"password":"of-the-file"}}';

for (const [name, settings, env, typed, expected] of [
  [
    'the variable goes before the file',
    FILE,
    { TINWIRE_PASSWORD: 'of-the-variable' },
    null,
    'of-the-variable',
  ],
  ['the file goes before the terminal', FILE, {}, 'typed\r', 'of-the-file'],
  ['a terminal is asked last', '{}', {}, 'typo\x7fed\r', 'typed'],
  ['a file that is no JSON is no password', '{', {}, null, null],
  ['Ctrl-C is no password', '{}', {}, 'ty\x03', null],
  ['in a pipe nobody is asked', '{}', {}, null, null],
] as const) {
  test(name, async (t) => {
    const { session, said } = sessionWith(t, settings, env, typed);
    assert.equal(await consolePassword(session)(), expected);
    assert.ok(!said().includes('typed'));
  });
}
