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
    .summary('apply each edit to a running board')
    .description(
      'Build on each save and apply the change to the board. Edited functions are replaced while the program runs: server, clients and state are kept. Any other change restarts the program and prints the reason. Press Ctrl-C to stop.',
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
