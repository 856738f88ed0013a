/** A locked console: the password is typed for the user, and shown nowhere. */
import { ToolError } from '../errors.ts';
import type { ConsoleEvent } from '../protocol/repl-console.ts';
import type { ConsoleLink } from './console-link.ts';

const ANSWER_MS = 2_000;

/** Whether the console said that it is locked. */
export function isLockPrompt(event: ConsoleEvent): boolean {
  return event.kind === 'prompt' && event.prompt === 'password>';
}

/** Enters the password. Rejects SESSION_LOCKED if it is unknown or wrong, SESSION_TIMEOUT, SESSION_LOST. */
export async function logIn(link: ConsoleLink): Promise<void> {
  const { name } = link.transport;
  const password = await link.password();
  if (password === null) {
    throw new ToolError('SESSION_LOCKED', `board on ${name}: its console requires a password.`, {
      help: 'Set console.password in tinwire.local.json, or the environment variable TINWIRE_PASSWORD.',
    });
  }
  // What was asked before the lock was known stands on its line.
  const isEmpty = link.wait((event) => isLockPrompt(event) || undefined, ANSWER_MS);
  isEmpty.catch(() => {});
  await link.send('\n');
  await isEmpty;
  const answer = link.wait(answerOf, ANSWER_MS);
  answer.catch(() => {});
  await link.send(`${password}\n`);
  if ((await answer) === 'open') {
    link.isLoggedIn = true;
    return;
  }
  throw new ToolError('SESSION_LOCKED', `board on ${name}: wrong console password.`, {
    help: 'Check console.password in tinwire.local.json, or the environment variable TINWIRE_PASSWORD.',
  });
}

function answerOf(event: ConsoleEvent): 'open' | 'locked' | undefined {
  if (event.kind !== 'line') return undefined;
  if (event.text === '  Logged in.') return 'open';
  return event.text === '  Invalid password' ? 'locked' : undefined;
}
