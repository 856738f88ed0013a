/** Where the password of a board's console comes from: never from the command line, which others on this computer can read. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PasswordSource } from '../console/console-link.ts';
import type { CommandContext, InputStream } from './command-context.ts';

/** Holds the password, where there is no settings file at hand. */
export const PASSWORD_VARIABLE = 'TINWIRE_PASSWORD';

type Terminal = InputStream & { setRawMode?(isRaw: boolean): void };

/** The variable, else `console.password` of `tinwire.local.json`, else what is typed in a terminal; kept for the run. */
export function consolePassword(context: CommandContext): PasswordSource {
  let known: string | null | undefined;
  return async () => {
    known ??= (await storedPassword(context)) ?? (await typed(context));
    return known;
  };
}

/** As `consolePassword`, but nobody is asked: `null` where neither has it. */
export async function storedPassword({
  env,
  root,
}: Pick<CommandContext, 'env' | 'root'>): Promise<string | null> {
  return env[PASSWORD_VARIABLE] ?? (await inSettings(root)) ?? null;
}

async function inSettings(root: string): Promise<string | undefined> {
  // Brings the check of settings with it, for which no command is to wait that asks for no password.
  const { LOCAL_SETTINGS_FILE } = await import('../simulator/settings.ts');
  try {
    const settings = JSON.parse(readFileSync(path.join(root, LOCAL_SETTINGS_FILE), 'utf8')) as {
      console?: { password?: unknown };
    };
    const password = settings.console?.password;
    return typeof password === 'string' ? password : undefined;
  } catch {
    // Whoever needs the rest of the file says what is wrong with it.
    return undefined;
  }
}

/** What is typed until Enter, unseen; `null` where nobody types, or with Ctrl-C. */
async function typed({ stdin, output }: CommandContext): Promise<string | null> {
  const terminal: Terminal = stdin;
  if (terminal.isTTY !== true || !terminal.setRawMode) return null;
  output.note('Password of the console:');
  terminal.setRawMode(true);
  try {
    return await new Promise((resolve) => {
      let line = '';
      const take = (bytes: Buffer): void => {
        for (const character of String(bytes)) {
          if (character === '\r' || character === '\n' || character === '\x03') {
            terminal.off('data', take);
            resolve(character === '\x03' ? null : line);
            return;
          }
          line = character === '\x7f' ? line.slice(0, -1) : line + character;
        }
      };
      terminal.on('data', take);
    });
  } finally {
    terminal.setRawMode(false);
    terminal.pause();
  }
}
