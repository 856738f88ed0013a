/**
 * Statements on a console, with a start, an end and a failure that cannot be taken for program output.
 * `b` is printed before the code, `e` behind it in the same statement, `x` by a line of its own: `x` without `e` is a
 * throw, and the text between `b` and `x` is its trace. Works since 1v96.
 */
import { ToolError } from '../errors.ts';
import { textOf } from '../protocol/byte-text.ts';
import type { ConsoleEvent } from '../protocol/repl-console.ts';
import type { ConsoleLink } from './console-link.ts';
import { printedReader } from './printed.ts';

/** DLE: this line without echo and without `=result`. */
const SILENT = '\x10';
/** A new line inside a statement. */
const INNER_LINE = '\x1b\n';
const KEEP_ALIVE_EVERY_MS = 500;

/** How one run is to end. */
export interface RunOptions {
  readonly id: string;
  readonly timeoutMs: number;
  /** Gets what the code prints as it comes; nothing of it is kept then. */
  readonly onPrinted?: ((bytes: string) => void) | undefined;
}

/** What is sent for `code`. */
export function statementBytes(code: string, id: string): string {
  const inner = code.replaceAll('\r', '').replaceAll('\n', INNER_LINE);
  return `${SILENT}print("\\2b${id}");${inner}${INNER_LINE};print("\\2e${id}")\n${SILENT}print("\\2x${id}")\n`;
}

/**
 * Runs `code` and resolves with what it prints, lines ended by `\n` (nothing with `onPrinted`); text from outside it goes
 * to `onText`.
 * Rejects BOARD_THREW, SESSION_GARBLED (nothing or only a part arrived), SESSION_TIMEOUT, SESSION_LOST.
 */
export async function runCode(
  link: ConsoleLink,
  code: string,
  { id, timeoutMs, onPrinted }: RunOptions,
  onText: (bytes: string) => void,
): Promise<string> {
  const bytes = statementBytes(code, id);
  const reader = printedReader();
  let printed = '';
  let hasBegun = false;
  let isInside = false;
  let isDone = false;
  let isAfterReturn = false;
  const print = (text: string): void => {
    // A pair of line end bytes may be cut.
    const lines = (isAfterReturn ? `\r${text}` : text).replaceAll('\r\n', '\n');
    isAfterReturn = lines.endsWith('\r');
    const whole = isAfterReturn ? lines.slice(0, -1) : lines;
    if (onPrinted === undefined) printed += whole;
    else if (whole !== '') onPrinted(whole);
  };
  const stop = link.onEvent((event) => {
    if (event.kind === 'mark') {
      if (event.word === `b${id}`) {
        hasBegun = true;
        isInside = true;
      } else if (event.word === `e${id}` || event.word === `x${id}`) {
        isInside = false;
        if (event.word === `e${id}`) isDone = true;
      }
    } else if (event.kind === 'text') {
      if (isInside) print(reader.take(event.bytes));
      else onText(event.bytes);
    }
  });
  // The last bytes of a burst can stay behind in an ESP8266 until one more byte arrives.
  const keepAlive = setInterval(() => void link.send('\0').catch(() => {}), KEEP_ALIVE_EVERY_MS);
  const end = link.wait(
    (event: ConsoleEvent) => (event.kind === 'mark' && event.word === `x${id}` ? true : undefined),
    timeoutMs,
  );
  end.catch(() => {});
  try {
    await link.send(bytes);
    await end;
  } catch (error) {
    print(reader.end(false).printed);
    throw error;
  } finally {
    clearInterval(keepAlive);
    stop();
  }
  if (!hasBegun) {
    throw new ToolError(
      'SESSION_GARBLED',
      `board on ${link.transport.name}: a statement arrived incomplete.`,
      {
        help: 'The line is losing bytes: try a shorter cable or another port.',
      },
    );
  }
  const rest = reader.end(!isDone);
  print(rest.printed);
  if (!isDone) throw thrown(link.transport.name, textOf(rest.trace.replaceAll('\r\n', '\n')));
  return printed;
}

function thrown(name: string, trace: string): ToolError {
  const first = trace.split('\n', 1)[0]?.replace(/^Uncaught /, '') ?? '';
  return new ToolError(
    'BOARD_THREW',
    `board on ${name}: ${first || 'the statement did not finish'}.`,
    trace === '' ? {} : { help: trace.trimEnd() },
  );
}

/** A JavaScript literal of `bytes` (one character each) that no console of any build changes. */
export function literal(bytes: string): string {
  const escaped = bytes.replace(/[^ !"#-&(-[\]-~]/g, (character, index: number) => {
    const code = character.charCodeAt(0);
    if (character === "'" || character === '\\') return `\\${character}`;
    if (character === '\n') return '\\n';
    // An octal escape takes up to three digits, so that one before a digit is written with all of them.
    if (code < 8 && !/[0-9]/.test(bytes.charAt(index + 1))) return `\\${code}`;
    return `\\x${code.toString(16).padStart(2, '0')}`;
  });
  return `'${escaped}'`;
}
