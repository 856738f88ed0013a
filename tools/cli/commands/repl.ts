import path from 'node:path';
import { type Command, Option } from 'commander';
import type { Attach } from '../command-context.ts';
import { boardOption, seconds } from '../options.ts';

interface ReplFlags {
  readonly board: string;
  readonly port?: string;
  readonly image?: string;
  readonly timeout: number;
}

const DEFAULT_TIMEOUT_S = 10;

/** `tinwire repl`: the running board's console. */
export function addRepl(program: Command, attach: Attach): void {
  const command = program
    .command('repl')
    .summary('open the console of a running board')
    .description(
      'Run what you type on the board and show its value. Piped input is run and its values are printed; the first error ends it. Type .help for more commands.',
    )
    .addOption(boardOption())
    .addOption(new Option('-p, --port <name>', 'serial port, tcp://host:port or rfc2217://host:port'))
    .addOption(
      new Option('--image <folder>', 'folder of the running image, for stack traces (default: dist/<board>)'),
    )
    .addOption(
      new Option('--timeout <s>', 'time limit for one statement, in seconds')
        .default(DEFAULT_TIMEOUT_S, String(DEFAULT_TIMEOUT_S))
        .argParser(seconds),
    )
    .addHelpText(
      'after',
      `
Exit status: 0 done, 1 the board threw (in a pipe), 3 no board,
4 the board did not answer, 5 .load was rejected (in a pipe), 130 Ctrl-C twice.

Examples:
  tinwire repl
  echo 'process.memory().free' | tinwire repl --port tcp://192.168.1.20:23
  echo '.load sketch.ts' | tinwire repl --board esp8266-4mb`,
    );
  attach<ReplFlags>(command, async (context, flags) => {
    const [{ findBoard }, { runRepl }] = await Promise.all([
      import('../../boards/load.ts'),
      import('../repl/run-repl.ts'),
    ]);
    const board = findBoard(flags.board);
    const folder =
      flags.image === undefined
        ? path.join(context.root, 'dist', board.id)
        : path.resolve(context.directory, flags.image);
    return runRepl(context, { board, folder, port: flags.port, timeoutMs: flags.timeout * 1000 });
  });
}
