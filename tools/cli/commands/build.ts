import path from 'node:path';
import { type Command, Option } from 'commander';
import { aborted } from '../../aborted.ts';
import type { Board } from '../../boards/board.ts';
import type { BuildOptions } from '../../build/build.ts';
import { buildCache } from '../build-cache.ts';
import type { Attach, CommandContext } from '../command-context.ts';
import { EXIT, type ExitStatus, exitStatusOf } from '../exit-codes.ts';
import { failureObject, printFailure } from '../findings.ts';
import { boardOption, jsonOption } from '../options.ts';

interface BuildFlags {
  readonly board: string;
  readonly all?: boolean;
  readonly entry?: string;
  readonly watch?: boolean;
  readonly development?: boolean;
  readonly bluetooth: boolean;
}

/** `tinwire build`: TypeScript to images. */
export function addBuild(program: Command, attach: Attach): void {
  const command = program
    .command('build')
    .summary('build an image for a board')
    .description(
      'Build the image for a board into dist/<board>: image.js, its source map, storage.bin and manifest.json. Show the bytes and variables of each module.',
    )
    .addOption(boardOption())
    .addOption(new Option('-a, --all', 'build for every board').conflicts(['board', 'entry', 'bluetooth']))
    .addOption(new Option('--entry <file>', "build this file instead of the board's own entry"))
    .addOption(new Option('--no-bluetooth', 'budget for an ESP32 with Bluetooth off'))
    .addOption(new Option('-d, --development', 'keep top-level function names, as live edits require'))
    .addOption(new Option('-w, --watch', 'rebuild when the firmware changes').conflicts(['all', 'json']))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exit status: 0 built, 5 rejected: the board's interpreter would not run it as
written, or it is too large.

Examples:
  tinwire build
  tinwire build --board esp8266-4mb --watch
  tinwire build --all --json`,
    );
  attach<BuildFlags>(command, async (context, flags) => {
    const [{ findBoard, loadBoards }, { withoutBluetooth }] = await Promise.all([
      import('../../boards/load.ts'),
      import('../../boards/bluetooth.ts'),
    ]);
    const named = (): Board => {
      const board = findBoard(flags.board);
      return flags.bluetooth ? board : withoutBluetooth(board);
    };
    const { directory, root } = context;
    const entry = flags.entry === undefined ? undefined : path.resolve(directory, flags.entry);
    if (flags.watch === true) {
      return watchImages(context, {
        board: named(),
        entry,
        root,
        development: flags.development,
        cacheFolder: buildCache(context),
      });
    }
    const boards = flags.all === true ? loadBoards() : [named()];
    return buildAll(context, boards, { entry, development: flags.development });
  });
}

/** Builds for each board, goes on after one that was refused, and ends with the first refusal's status. */
async function buildAll(
  context: CommandContext,
  boards: readonly Board[],
  options: Pick<BuildOptions, 'entry' | 'development'>,
): Promise<ExitStatus> {
  const { output, root, directory } = context;
  output.note(`Building ${boards.map(({ id }) => id).join(', ')} ...`);
  const signal = context.interrupt();
  const loading = loadBuild();
  const images: unknown[] = [];
  const errors: unknown[] = [];
  for (const board of boards) {
    try {
      output.progress(`building ${board.id} ...`);
      const building = loading.then(([{ build }]) =>
        build({ ...options, board, root, signal, cacheFolder: buildCache(context) }),
      );
      const result = await Promise.race([building, aborted(signal)]);
      if (result === undefined) {
        output.progress('');
        output.note(`${board.id}: stopped before the image was finished; its folder is unchanged.`);
        output.json({ images });
        return EXIT.interrupted;
      }
      const [, { printImage }] = await loading;
      output.progress('');
      printImage(output, result, directory);
      images.push({ ...result.image.manifest, budget: result.budget, findings: result.findings });
    } catch (error) {
      output.progress('');
      if (boards.length === 1) throw error;
      printFailure(output, error);
      errors.push(error);
      images.push({ board: board.id, ...failureObject(error) });
    }
  }
  output.json({ images });
  return errors.length > 0 ? exitStatusOf(errors[0]) : EXIT.done;
}

/** Builds now and after each change, until Ctrl-C. */
async function watchImages(context: CommandContext, options: BuildOptions): Promise<ExitStatus> {
  const { output, directory } = context;
  const [, { printImage }] = await loadBuild();
  const { watchBuild } = await import('../../build/watch.ts');
  const signal = context.interrupt();
  const watching = watchBuild(options, (outcome) => {
    try {
      if ('error' in outcome) throw outcome.error;
      printImage(output, outcome.result, directory);
    } catch (error) {
      printFailure(output, error);
    }
    output.note('Waiting for changes; press Ctrl-C to stop.');
  });
  await aborted(signal);
  await watching.close();
  return EXIT.done;
}

/** rollup and Babel take half a second to load: only these actions wait for them. */
function loadBuild(): Promise<[typeof import('../../build/build.ts'), typeof import('../built-image.ts')]> {
  return Promise.all([import('../../build/build.ts'), import('../built-image.ts')]);
}
