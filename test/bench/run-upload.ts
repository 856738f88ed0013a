/** `npm run bench:upload [-- runs [runs of the CLI]]`: uploads side by side on a paced line. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBoard } from '../../tools/boards/load.ts';
import { build } from '../../tools/build/build.ts';
import { benchFlash } from './flash-bench.ts';
import { benchUpload } from './upload-bench.ts';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const board = findBoard('esp32');

const [runs = 5, cliRuns = 3] = process.argv.slice(2).map(Number);

build({ board, root })
  .then(async ({ code, image }) => {
    // Plain ASCII: over TCP the CLI encodes other characters twice, which is another matter than losing bytes.
    const text = Buffer.from(code)
      .toString('latin1')
      .replace(/[^\n -~]/g, '.');
    console.log((await benchUpload(board, text, [10_000, 40_000], runs, cliRuns)).join('\n'));
    console.log((await benchFlash(board, image.storage, Math.min(runs, 3))).join('\n'));
  })
  .catch((error: unknown) => {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
