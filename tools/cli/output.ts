/**
 * The only place that prints: results to stdout, progress and errors to stderr. Whatever is printed goes through
 * `clean-text.ts` here, wherever it came from; only the colours of `Output.paint` pass as they are.
 */
import type { Writable } from 'node:stream';
import { createLogUpdate } from 'log-update';
import { ToolError } from '../errors.ts';
import { cleanJson, cleanLine, cleanText } from '../text/clean-text.ts';
import { createPaint, type Paint } from './paint.ts';
import { systemFault } from './system-fault.ts';

/** A measuring command calls `progress` far more often than eyes can follow. */
const PROGRESS_EVERY_MS = 80;
const DEFAULT_COLUMNS = 80;
const DEFAULT_LINES = 24;

/** A stream that may be a terminal. */
export interface OutputStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** How much is printed, and in which form. */
export interface OutputOptions {
  readonly isQuiet: boolean;
  readonly isJson: boolean;
  readonly isVerbose: boolean;
}

/** What a command may say. */
export interface Output {
  /** stdout is a terminal that can be drawn on, and drawing was not switched off. */
  readonly isLive: boolean;
  readonly isJson: boolean;
  /** Size of the terminal in characters. */
  readonly columns: number;
  readonly lines: number;
  readonly paint: Paint;
  /** The result for people; nothing with `--json` or `--quiet`. */
  result(text: string): void;
  /** The result as one object; nothing without `--json`. */
  json(value: unknown): void;
  /** One event of a command that goes on, as one line; nothing without `--json`. */
  event(value: unknown): void;
  /** A line about what is going on, to stderr; nothing with `--quiet`. */
  note(text: string): void;
  /** The same, replaced by the next one and only on a terminal; empty text clears it. */
  progress(text: string): void;
  /** Redraws the live part at the bottom of stdout; without a terminal nothing. */
  draw(text: string): void;
  /** Leaves the live part on the screen as it is. */
  endDrawing(): void;
  /** What belongs to an error, on stderr and whatever the flags. */
  error(text: string): void;
  /** The error in one line with its help; with `--verbose` the stack. */
  failure(error: unknown): void;
}

/** Makes the printer for one command. */
export function createOutput(
  streams: { stdout: OutputStream; stderr: OutputStream; env: NodeJS.ProcessEnv },
  options: OutputOptions,
): Output {
  const { stdout, stderr, env } = streams;
  const isPlain = options.isJson || options.isQuiet || (env.TERM ?? '') === 'dumb';
  const isLive = stdout.isTTY === true && !isPlain;
  const paint = createPaint(isLive && !env.NO_COLOR);
  const errorPaint = createPaint(stderr.isTTY === true && !env.NO_COLOR);
  const screen = isLive ? createLogUpdate(stdout as NodeJS.WritableStream, { showCursor: false }) : null;
  const progressLine =
    stderr.isTTY === true && !isPlain ? createLogUpdate(stderr as NodeJS.WritableStream) : null;
  let drawn = '';
  let progressAtMs = Number.NEGATIVE_INFINITY;

  /** Lines above the live part, which is put back below them. */
  function line(stream: OutputStream, text: string): void {
    progressLine?.clear();
    if (drawn !== '') screen?.clear();
    stream.write(`${text}\n`);
    if (drawn !== '') screen?.(drawn);
  }

  return {
    isLive,
    isJson: options.isJson,
    get columns() {
      return stdout.columns ?? DEFAULT_COLUMNS;
    },
    get lines() {
      return stdout.rows ?? DEFAULT_LINES;
    },
    paint,
    result(text) {
      if (!options.isJson && !options.isQuiet) line(stdout, paint.clean(text));
    },
    json(value) {
      if (options.isJson) stdout.write(`${cleanJson(JSON.stringify(value, null, 2))}\n`);
    },
    event(value) {
      if (options.isJson) stdout.write(`${cleanJson(JSON.stringify(value))}\n`);
    },
    note(text) {
      if (!options.isQuiet) line(stderr, paint.clean(text));
    },
    progress(text) {
      if (text === '') progressLine?.clear();
      else if (performance.now() - progressAtMs > PROGRESS_EVERY_MS) {
        progressAtMs = performance.now();
        progressLine?.(cleanLine(text));
      }
    },
    draw(text) {
      drawn = paint.clean(text);
      // log-update would draw an empty text as an empty line that is never removed.
      if (drawn === '') screen?.clear();
      else screen?.(drawn);
    },
    endDrawing() {
      if (drawn !== '') screen?.done();
      drawn = '';
    },
    error(text) {
      line(stderr, paint.clean(text));
    },
    failure(error) {
      const { message, help } = describe(error);
      line(stderr, `${errorPaint.clean(errorPaint.red('tinwire:'))} ${cleanLine(message)}`);
      if (help !== undefined) stderr.write(`         ${cleanText(help)}\n`);
      if (options.isVerbose && error instanceof Error) stderr.write(`${cleanText(error.stack ?? '')}\n`);
    },
  };
}

/** An error as the tools speak of it; one that neither they nor the system threw on purpose is a fault of theirs. */
export function describe(error: unknown): { code: string; message: string; help: string | undefined } {
  const known = error instanceof ToolError ? error : systemFault(error);
  if (known !== null) return { code: known.code, message: known.message, help: known.help };
  return {
    code: 'UNEXPECTED',
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    help: 'This is a bug in tinwire. Run the command again with --verbose and report the output.',
  };
}
