/**
 * Stack traces in what a board prints. A frame is `    at name (file:line:column)`, or without a name, and is followed by
 * the line of the script and a caret below it; a script is one long line, so both say little to a person.
 */

/** A place in a Storage file. Line and column count from 1; the column is where the interpreter stopped reading. */
export interface BoardPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Turns a frame into the lines to show instead; `null` leaves it as it is. */
export type FrameLookup = (name: string, place: BoardPlace) => readonly string[] | null;

/** Text of a board on its way to a person. */
export interface TraceMapper {
  /** The text to show now; what may still become a frame is kept back. */
  take(text: string): string;
  /** What is kept back. */
  end(): string;
}

const FRAME = /^ {4}at (?:(.+) \()?([^\s():]+):(\d+):(\d+)\)?\r?$/;
const MAY_BE_FRAME = /^ {0,4}(?:a|at[^\n]*)?$/;
/** Longer lines are no frames, and are not kept. */
const MOST_LINE = 300;
const LINES_BEHIND = 2;

/** Makes a mapper; text may be cut anywhere. */
export function traceMapper(lookup: FrameLookup): TraceMapper {
  let kept = '';
  /** Lines behind a mapped frame that are still to be left out. */
  let skip = 0;

  function line(text: string): string {
    const frame = text.length < MOST_LINE ? FRAME.exec(text) : null;
    if (frame) {
      const [, name = '', file = '', row, column] = frame;
      const shown = lookup(name, { file, line: Number(row), column: Number(column) });
      skip = shown === null ? 0 : LINES_BEHIND;
      return shown === null ? `${text}\n` : shown.map((one) => `${one}\n`).join('');
    }
    if (skip > 0) {
      skip--;
      return '';
    }
    return `${text}\n`;
  }

  return {
    take(text) {
      const lines = (kept + text).split('\n');
      const last = lines.pop() ?? '';
      const shown = lines.map(line).join('');
      const isKept = last !== '' && (skip > 0 || MAY_BE_FRAME.test(last)) && last.length < MOST_LINE;
      kept = isKept ? last : '';
      return isKept ? shown : shown + last;
    },
    end() {
      const rest = kept;
      kept = '';
      skip = 0;
      return rest;
    },
  };
}
