/**
 * `npm run coverage`: the tests under c8, child processes included, and a table of firmware/ and tools/. Words behind `--` choose
 * test files, as for `npm test`.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { leftOut, ROOT } from './left-out.ts';

const c8 = path.join(path.dirname(createRequire(import.meta.url).resolve('c8/package.json')), 'bin', 'c8.js');
const child = spawn(
  process.execPath,
  [
    c8,
    ...['--all', '--src=firmware', '--src=tools', '--include=firmware/**', '--include=tools/**'],
    ...['--extension=.ts', '--extension=.mjs'],
    ...leftOut().map((name) => `--exclude=${name}`),
    ...['--temp-directory=dist/coverage', '--merge-async', '--reporter=text'],
    ...[process.execPath, path.join('test', 'run.mjs'), ...process.argv.slice(2)],
  ],
  { cwd: ROOT, stdio: 'inherit' },
);
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
