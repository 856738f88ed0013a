import path from 'node:path';
import { type Command, Option } from 'commander';
import { ToolError } from '../../errors.ts';
import type { EngineFactory } from '../../vboard/engine.ts';
import { boardOption, portOption } from '../options.ts';
import type { Attach } from '../session.ts';

interface SimOptions {
  readonly board: string;
  readonly image?: string;
  readonly port?: number;
  readonly engine: string;
  readonly once?: boolean;
  readonly png?: string;
}

const BUILTIN_ENGINE = 'builtin';

/** `tinwire sim`: runs an image that was built before. */
export function addSim(program: Command, attach: Attach): void {
  const command = program
    .command('sim')
    .summary('run a built image on a virtual board')
    .description('Runs an image that was built before on a virtual board. Ctrl-C ends it.')
    .addOption(boardOption())
    .addOption(new Option('--image <folder>', 'folder of the image (default: dist/<board>)'))
    .addOption(portOption())
    .addOption(
      new Option(
        '--engine <engine>',
        `${BUILTIN_ENGINE}, or the path of an Espruino built for Linux`,
      ).default(BUILTIN_ENGINE),
    )
    .addOption(new Option('--once', 'say hello once, then end'))
    .addOption(new Option('--png <file>', 'write the OLED as a picture after the hello'))
    .addHelpText(
      'after',
      `
Examples:
  tinwire sim
  tinwire sim --board mpython --once --png oled.png
  tinwire sim --engine ~/Espruino/espruino`,
    );
  attach<SimOptions>(command, async (session, options) => {
    const [{ findBoard }, { readImage }, { oneImage }, { play }] = await Promise.all([
      import('../../boards/load.ts'),
      import('../../image/image.ts'),
      import('../stage/images.ts'),
      import('../stage/play.ts'),
    ]);
    const board = findBoard(options.board);
    const folder =
      options.image === undefined
        ? path.join(session.root, 'dist', board.id)
        : path.resolve(session.directory, options.image);
    const image = readImage(folder);
    if (image.manifest.board !== board.id) {
      throw new ToolError(
        'IMAGE_BOARD_BAD',
        `${folder}: is an image for ${image.manifest.board}, not for ${board.id}.`,
        {
          help: `Use --board ${image.manifest.board}.`,
        },
      );
    }
    if (options.png !== undefined && board.display === null) {
      throw new ToolError(
        'PICTURE_BAD',
        `--png ${options.png}: ${board.id} has no display to take a picture of.`,
        {
          help: 'Leave out --png, or use another --board.',
        },
      );
    }
    return play(session, {
      board,
      images: (signal) => oneImage(image.storage, signal),
      port: options.port,
      engine: await engineOf(options.engine, session.directory),
      isOnce: options.once === true,
      png: options.png,
    });
  });
}

async function engineOf(name: string, directory: string): Promise<EngineFactory | undefined> {
  if (name === BUILTIN_ENGINE) return undefined;
  const { interpreterEngine } = await import('../../vboard/interpreter/interpreter-engine.ts');
  return interpreterEngine(path.resolve(directory, name));
}
