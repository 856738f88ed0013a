/** Logging in, word by word, on a line that answers like Espruino's locked console. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkConsole } from '../../../tools/console/console-link.ts';
import { isLockPrompt, logIn } from '../../../tools/console/log-in.ts';
import { memoryTransport } from '../../support/memory-transport.ts';

/** A locked console that takes `secret`; `typed` is what came. */
function locked(secret: string) {
  let typed = '';
  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      const text = Buffer.from(bytes).toString('latin1');
      typed += text;
      const answer =
        text === '\n'
          ? '\r\n  Invalid password\r\npassword>'
          : `${'*'.repeat(text.length - 1)}\r\nhello\r\n  ${text === `${secret}\n` ? 'Logged in.' : 'Invalid password'}\r\npassword>`;
      setImmediate(() => deliver(Buffer.from(answer, 'latin1')));
    },
    close() {},
  });
  return { link: linkConsole(transport), typed: () => typed };
}

test('an empty line first, for what was typed before the lock was known; then the password', async () => {
  const { link, typed } = locked('let me in');
  link.password = async () => 'let me in';
  await logIn(link);
  assert.deepEqual([typed(), link.isLoggedIn], ['\nlet me in\n', true]);
  await link.close();
});

test('without a password nothing is typed, and it is told where to put one', async () => {
  const { link, typed } = locked('let me in');
  await assert.rejects(logIn(link), {
    code: 'SESSION_LOCKED',
    message: 'board on memory: its console requires a password.',
    help: /console\.password in tinwire\.local\.json, or the environment variable TINWIRE_PASSWORD/,
  });
  assert.deepEqual([typed(), link.isLoggedIn], ['', false]);
  await link.close();
});

test('a password that is not the console`s is told, and nobody is logged in', async () => {
  const { link } = locked('let me in');
  link.password = async () => 'wrong';
  await assert.rejects(logIn(link), {
    code: 'SESSION_LOCKED',
    message: 'board on memory: wrong console password.',
    help: /Check console\.password in tinwire\.local\.json/,
  });
  assert.equal(link.isLoggedIn, false);
  await link.close();
});

test('only the prompt of a locked console is one', () => {
  assert.equal(isLockPrompt({ kind: 'prompt', prompt: 'password>' }), true);
  assert.equal(isLockPrompt({ kind: 'prompt', prompt: '>' }), false);
  assert.equal(isLockPrompt({ kind: 'line', text: 'password>' }), false);
});
