/** Lines of a script or of a person put together to inputs: a statement with all its lines, or a dot command. */
import { inputState, isBlank, isContinued } from '../../build/syntax/whole-input.ts';
import { inputScanner } from '../../console/repl-input.ts';
import { isCommandLine, isDotCommand } from './dot-lines.ts';

/** How long the next line of a paste or of a pipe may take; a person is slower. */
export const NEXT_LINE_MS = 40;
/** A longer input is parsed at a line only where its brackets are closed. */
const LONG_INPUT = 2_000;
const BYTE_ORDER_MARK = '\u{feff}';
/** Terminals put a paste between these where they were asked to. */
const PASTE = ['\x1b[200~', '\x1b[201~'];
/** A comment that goes on in the next line. */
const COMMENT = /^\s*\/\*(?:(?!\*\/).)*$/;

export interface ScriptReader {
  /** `true`: what came can be run, unless the next line goes on with it. */
  readonly isWhole: boolean;
  /** `true`: nothing waits. */
  readonly isEmpty: boolean;
  /** Takes a line without its end; returns the inputs that are whole with it for certain. */
  push(line: string): string[];
  /** What waits, as the last input. */
  flush(): string[];
}

/** Nothing came yet. */
export function scriptReader(): ScriptReader {
  let waiting: string | null = null;
  let scanner = inputScanner();
  let isWhole = false;
  let isFirst = true;

  function take(): string[] {
    const taken = waiting;
    waiting = null;
    isWhole = false;
    return taken === null || isBlank(taken) ? [] : [taken];
  }

  function begin(line: string): string[] {
    if (isDotCommand(line)) return [line];
    waiting = line;
    scanner = inputScanner();
    return poll(line);
  }

  /** The board reports what no further line can fix, once the brackets are closed. */
  function poll(added: string): string[] {
    const text = waiting ?? '';
    const isOpen = scanner.add(added);
    const state = isOpen && text.length > LONG_INPUT ? 'open' : inputState(text);
    isWhole = state === 'whole';
    return state === 'wrong' && !isOpen ? take() : [];
  }

  function isPartOf(text: string, line: string): boolean {
    return !isCommandLine(line) && (isBlank(line) || COMMENT.test(line) || isContinued(text, line));
  }

  return {
    get isWhole() {
      return isWhole;
    },
    get isEmpty() {
      return waiting === null;
    },
    push(given) {
      const text = isFirst && given.startsWith(BYTE_ORDER_MARK) ? given.slice(1) : given;
      const line = PASTE.reduce((rest, mark) => rest.replaceAll(mark, ''), text);
      isFirst = false;
      if (waiting === null) return begin(line);
      if (isWhole && !isPartOf(waiting, line)) return [...take(), ...begin(line)];
      waiting += `\n${line}`;
      return poll(`\n${line}`);
    },
    flush: take,
  };
}
