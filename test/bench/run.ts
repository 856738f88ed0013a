/** `npm run bench`: figures side by side in one run. With ESPRUINO_BIN set, the echo is measured on that interpreter too. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBoard } from '../../tools/boards/load.ts';
import { build } from '../../tools/build/build.ts';
import { interpreterEngine } from '../../tools/vboard/interpreter/interpreter-engine.ts';
import { benchBuild, benchSize } from './build-bench.ts';
import { benchDisplay } from './display-bench.ts';
import { benchEcho } from './echo-bench.ts';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
mkdirSync(path.join(root, 'dist'), { recursive: true });

async function sections(): Promise<void> {
  const log = (lines: readonly string[]) => console.log(`${lines.join('\n')}\n`);
  const esp32 = findBoard('esp32');
  log(await benchBuild(esp32, root));
  for (const id of ['esp32', 'esp8266-4mb']) log(await benchSize(findBoard(id), root));
  const { image } = await build({ board: esp32, root });
  log(await benchEcho('built-in engine', esp32, image.storage, undefined));
  const binary = process.env.ESPRUINO_BIN;
  if (binary) {
    log(await benchEcho('real interpreter', esp32, image.storage, interpreterEngine(binary)));
    log(await benchDisplay(binary));
  } else log(['echo on the real interpreter: not measured, ESPRUINO_BIN is not set.']);
}

sections().catch((error: unknown) => {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
