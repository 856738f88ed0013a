/** Flags that several commands share, and the readers of their values. */
import { type Command, InvalidArgumentError, Option } from 'commander';

/** Flags that every command takes. */
export interface CommonOptions {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly json?: boolean;
}

/** The default board of commands. */
export const DEFAULT_BOARD = 'esp32';

/** Adds `--quiet` and `--verbose`. */
export function addCommonOptions(command: Command): Command {
  return command
    .addOption(new Option('-q, --quiet', 'print errors only'))
    .addOption(new Option('-v, --verbose', 'show stack traces of errors'));
}

/** `--json`, for commands with a result that programs read. */
export function jsonOption(): Option {
  return new Option('--json', 'print the result as one JSON object');
}

/** `--json`, for commands that run until they are stopped. */
export function jsonLinesOption(): Option {
  return new Option('--json', 'print one JSON object per event, one per line');
}

/** `--board <id>`. */
export function boardOption(): Option {
  return new Option('-b, --board <id>', 'the board; see `tinwire boards`').default(
    DEFAULT_BOARD,
    DEFAULT_BOARD,
  );
}

/** `--port <n>`: the TCP port on this computer. */
export function portOption(): Option {
  return new Option(
    '-p, --port <n>',
    'TCP port on 127.0.0.1; if in use, the next free one (default: 5001)',
  ).argParser(integer(1, 65_535));
}

/** Reads a whole number from `least` to `most`. */
export function integer(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`Use a whole number from ${min} to ${max}.`);
    }
    return value;
  };
}

/** A timer of Node's takes no more milliseconds than 2^31 - 1: a longer one would end at once. */
const MAX_SECONDS = 2_147_483;
const MIN_SECONDS = 0.001;

/** Reads seconds from 0.001 to 2,147,483 (24 days), fractions allowed. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || value < MIN_SECONDS || value > MAX_SECONDS)
    throw new InvalidArgumentError(`Use seconds from ${MIN_SECONDS} to ${MAX_SECONDS}, such as 5 or 0.5.`);
  return value;
}

/** Reads whole numbers separated by commas. */
export function integers(min: number, max: number): (text: string) => number[] {
  const read = integer(min, max);
  return (text) => text.split(',').map((part) => read(part.trim()));
}
