// Type check of the four programs with the compiler of this project: `tsc` on the PATH may be the older one that the bench compares with.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const compiler = path.join(
  path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin',
  'tsc',
);
const failed = ['firmware', 'tools', 'test', 'test/fixtures/entries'].filter(
  (program) =>
    spawnSync(process.execPath, [compiler, '--noEmit', '-p', program], { stdio: 'inherit' }).status !== 0,
);
if (failed.length > 0) {
  console.error(`check-types: ${failed.join(', ')} did not pass.`);
  process.exit(1);
}
