import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MARK = '@@@';
const MAX_RUN_MS = 10_000;
const CURSOR_COMMANDS = new RegExp(`${String.fromCharCode(0x1b)}\\[[0-9;]*[A-Za-z]`, 'g');

/** Runs a script on a real interpreter and resolves to the lines that it prints. Rejects when it does not reach its end. */
export async function runOnInterpreter(binary: string, code: string): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-interpreter-'));
  const file = path.join(folder, 'script.js');
  writeFileSync(file, `print("${MARK}");${code};setTimeout(function(){print("${MARK}")},5);`);
  // Its input stays open: an interpreter at the end of its input reads 0xFF forever.
  const child = spawn(binary, [file], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  const limit = setTimeout(() => child.kill('SIGKILL'), MAX_RUN_MS);
  try {
    let output = '';
    child.stdout.setEncoding('utf8');
    for await (const text of child.stdout) {
      output += text;
      if (output.split(MARK).length > 2) break;
    }
    const [, printed, end] = output.split(MARK);
    if (printed === undefined || end === undefined)
      throw new Error(`the script did not reach its end: ${output}`);
    // The prompt's cursor commands are no output of the script.
    const lines = printed.replace(CURSOR_COMMANDS, '').split(/\r?\n/).slice(1);
    return lines.slice(0, lines.findLastIndex((line) => !/^>?\r?$/.test(line)) + 1);
  } finally {
    clearTimeout(limit);
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}
