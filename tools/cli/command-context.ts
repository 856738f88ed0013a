import type { Readable } from 'node:stream';
import type { Command } from 'commander';
import type { ExitStatus } from './exit-codes.ts';
import type { CommonOptions } from './options.ts';
import { createOutput, type Output, type OutputStream } from './output.ts';

/** A stream that may be a terminal. */
export type InputStream = Readable & { readonly isTTY?: boolean };

/** What the process hands to the command line. */
export interface Host {
  /** The project's root: `boards.json`, `firmware/`, `dist/`. */
  readonly root: string;
  /** Where the user stands; file arguments are relative to it. */
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Aborts when the command is to end: Ctrl-C, SIGTERM, SIGHUP. Who asks for it has a moment to end by itself. */
  interrupt(): AbortSignal;
  /** Aborts when nothing that is printed arrives any more. */
  readonly outputLost?: AbortSignal;
}

/** What a command works with. */
export interface CommandContext extends Host {
  readonly output: Output;
}

/** What a command does: its exit status, or a throw. */
export type Action<Options> = (
  context: CommandContext,
  options: Options,
  args: readonly string[],
) => Promise<ExitStatus>;

/** Gives a declared command its action; `tools/cli/run.ts` supplies it. */
export type Attach = <Options>(command: Command, action: Action<Options & CommonOptions>) => void;

/** A session for one command's flags. */
export function openSession(host: Host, options: CommonOptions): CommandContext {
  const output = createOutput(host, {
    isQuiet: options.quiet === true,
    isJson: options.json === true,
    isVerbose: options.verbose === true,
  });
  return { ...host, output };
}
