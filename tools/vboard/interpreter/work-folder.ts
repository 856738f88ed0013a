/** A folder of its own for each interpreter that runs: its Storage lies there, and with it the settings. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PREFIX = 'tinwire-interpreter-';

/** Makes one that only its owner can enter, and takes away those of runs that were killed. */
export function makeWorkFolder(parent: string = tmpdir()): string {
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (pid > 0 && !isRunning(pid)) removeOwn(path.join(parent, name));
  }
  return mkdtempSync(path.join(parent, `${PREFIX}${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Another user's stays. */
function removeOwn(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // It is not ours, or in use.
  }
}
