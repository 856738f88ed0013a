import path from 'node:path';
import { type Command, Option } from 'commander';
import { buildCache } from '../build-cache.ts';
import type { Attach } from '../command-context.ts';
import { boardOption, portOption } from '../options.ts';

interface StartOptions {
  readonly board: string;
  readonly entry?: string;
  readonly port?: number;
  readonly once?: boolean;
  readonly watch?: boolean;
}

/** `tinwire start`: builds a board's image and runs it on this computer. */
export function addStart(program: Command, attach: Attach): void {
  const command = program
    .command('start')
    .summary('build an image and run it on a virtual board')
    .description(
      'Build the image for a board, run it on a virtual board on this computer, show its OLED and send it a greeting. Press Ctrl-C to stop.',
    )
    .addOption(boardOption())
    .addOption(new Option('--entry <file>', "build this file instead of the board's own entry"))
    .addOption(portOption())
    .addOption(new Option('--once', 'send one greeting, then exit'))
    .addOption(new Option('-w, --watch', 'rebuild and restart when the firmware changes'))
    .addHelpText(
      'after',
      `
The board joins a simulated network. To use other networks and settings, create
tinwire.local.json: see docs/settings.md.

Examples:
  tinwire start
  tinwire start --watch
  tinwire start --board esp8266-4mb --once`,
    );
  attach<StartOptions>(command, async (context, options) => {
    const { output, root } = context;
    // The build's modules take a moment to load.
    output.note(`Building ${options.board} ...`);
    const [{ findBoard }, { builtImage, watchedImages }, { simulate }] = await Promise.all([
      import('../../boards/load.ts'),
      import('../../simulator/images.ts'),
      import('../../simulator/board-runner.ts'),
    ]);
    const board = findBoard(options.board);
    const entry = options.entry === undefined ? undefined : path.resolve(context.directory, options.entry);
    const images = options.watch === true ? watchedImages : builtImage;
    return simulate(context, {
      board,
      images: (signal) => images({ board, entry, root, cacheFolder: buildCache(context) }, output, signal),
      port: options.port,
      engine: null,
      isOnce: options.once === true,
      isWatch: options.watch === true,
      isOwnProgram: entry !== undefined,
      png: undefined,
    });
  });
}
