/** Boots a real interpreter (`ESPRUINO_BIN`) from a Storage area, as power-on does. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MAX_RUN_MS = 10_000;

/** What the interpreter prints until `end` appears; rejects when it does not. */
export async function bootInterpreter(binary: string, storage: Uint8Array, end: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-boot-'));
  writeFileSync(path.join(folder, 'espruino.flash'), storage);
  // Standard input must stay open: at its end the Linux build reads 0xFF for ever.
  const child = spawn(path.resolve(binary), [], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  try {
    return await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no "${end}" within ${MAX_RUN_MS} ms; it printed: ${output}`)),
        MAX_RUN_MS,
      );
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString('latin1');
        if (output.includes(end)) {
          clearTimeout(timer);
          resolve(output);
        }
      });
      child.once('error', reject);
    });
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}
