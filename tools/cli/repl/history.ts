/** What was typed, kept for the next time, newest first. */
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mayHoldSecret } from '../../text/hide-secrets.ts';

/** Lines that are kept. */
export const MAX_LINES = 500;

/** `$XDG_STATE_HOME/tinwire/history`, by default below `~/.local/state`. */
export function historyFile(env: NodeJS.ProcessEnv): string {
  const state = env.XDG_STATE_HOME || path.join(env.HOME ?? os.homedir(), '.local', 'state');
  return path.join(state, 'tinwire', 'history');
}

/** Newest first, as node:readline wants it; none where the file is missing or cannot be read. */
export function readHistory(file: string): string[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines
      .filter((line) => line !== '')
      .slice(-MAX_LINES)
      .reverse();
  } catch {
    return [];
  }
}

/** Writes them without those that may hold a password, readable by their owner only; `false` where that is not possible: a session needs no history. */
export function writeHistory(file: string, newestFirst: readonly string[]): boolean {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const lines = newestFirst
      .filter((line) => !mayHoldSecret(line))
      .slice(0, MAX_LINES)
      .map((line) => line.replaceAll('\n', ' '))
      .reverse();
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
    chmodSync(fresh, 0o600);
    renameSync(fresh, file);
    return true;
  } catch {
    return false;
  }
}
