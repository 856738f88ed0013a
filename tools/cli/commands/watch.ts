import path from 'node:path';
import { type Command, Option } from 'commander';
import type { Attach } from '../command-context.ts';
import { boardOption } from '../options.ts';

interface WatchFlags {
  readonly board: string;
  readonly port?: string;
  readonly entry?: string;
}

/** `tinwire watch`: a board that follows the sources. */
export function addWatch(program: Command, attach: Attach): void {
  const command = program
    .command('watch')
    .summary('edit the firmware of a running board')
    .description(
      'Builds at each save and puts the change on the board. Edited functions are replaced while the program runs: server, clients and state stay. Anything else restarts the program, and says why. Ctrl-C ends it.',
    )
    .addOption(boardOption())
    .addOption(new Option('-p, --port <name>', 'serial port, tcp://host:port or rfc2217://host:port'))
    .addOption(new Option('--entry <file>', "watch this file instead of the board's own entry"))
    .addHelpText(
      'after',
      `
Examples:
  tinwire watch
  tinwire watch --board esp8266-4mb --port /dev/ttyUSB0`,
    );
  attach<WatchFlags>(command, async (context, flags) => {
    const [{ findBoard }, { watchOnBoard }] = await Promise.all([
      import('../../boards/load.ts'),
      import('../live/watch-on-board.ts'),
    ]);
    const entry = flags.entry === undefined ? undefined : path.resolve(context.directory, flags.entry);
    return watchOnBoard(context, { board: findBoard(flags.board), entry, port: flags.port });
  });
}
