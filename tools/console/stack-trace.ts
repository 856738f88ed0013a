/**
 * Stack traces in what a board prints. A frame is `    at name (file:line:column)`, or without a name, and is followed by
 * the line of the script and a caret below it; a script is one long line, so both say little to a person. Chips whose flash
 * is mapped to other addresses do not find the file: there it is empty, and the place counts from the start of the function.
 */
import { bytesOf } from '../protocol/byte-text.ts';

/** A place in a Storage file. Line and column count from 1; the column is where the interpreter stopped reading. */
export interface BoardPlace {
  /** Empty: line and column count from the start of the function's text. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What stands around the place, one character a byte, and the place in it, from 0. */
  readonly excerpt: string;
  readonly caret: number;
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

const FRAME = /^ {4}at (?:(.+) \()?([^\s():]*):(\d+):(\d+)\)?\r?$/;
const MAY_BE_FRAME = /^ {0,4}(?:a|at[^\n]*)?$/;
/** Longer lines are no frames, and are not kept. */
const MAX_LINE = 300;
const LINES_BEHIND = 2;
/** Stands for what is left out of a script line. */
const CUT = '...';

interface Frame {
  readonly text: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Makes a mapper; text may be cut anywhere. */
export function traceMapper(lookup: FrameLookup): TraceMapper {
  let kept = '';
  /** Lines behind a mapped frame that are still to be left out. */
  let skip = 0;
  /** A frame that only later lines can confirm, and the lines received so far. */
  let open: { readonly frame: Frame; readonly behind: string[] } | null = null;

  const asItWas = (): string => {
    const lines = open === null ? [] : [open.frame.text, ...open.behind];
    open = null;
    return joined(lines);
  };

  function frameLine(frame: Frame): string {
    const before = asItWas();
    skip = 0;
    if (frame.file === '') {
      open = { frame, behind: [] };
      return before;
    }
    const shown = lookup(frame.name, placeOf(frame, []));
    if (shown !== null) skip = LINES_BEHIND;
    return before + joined(shown ?? [frame.text]);
  }

  function line(text: string): string {
    const frame = text.length < MAX_LINE ? frameIn(text) : null;
    if (frame !== null) return frameLine(frame);
    if (open !== null) {
      open.behind.push(text);
      if (open.behind.length < LINES_BEHIND) return '';
      const shown = lookup(open.frame.name, placeOf(open.frame, open.behind));
      if (shown === null) return asItWas();
      open = null;
      return joined(shown);
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
      const isWanted = skip > 0 || open !== null || MAY_BE_FRAME.test(last);
      if (last.length < MAX_LINE && isWanted) {
        kept = last;
        return shown;
      }
      kept = '';
      return shown + asItWas() + last;
    },
    end() {
      const rest = kept;
      kept = '';
      if (open !== null) return rest === '' ? asItWas() : `${line(rest)}${asItWas()}`.replace(/\n$/, '');
      skip = 0;
      return rest;
    },
  };
}

function joined(lines: readonly string[]): string {
  return lines.map((one) => `${one}\n`).join('');
}

function frameIn(text: string): Frame | null {
  const [, name = '', file, line, column] = FRAME.exec(text) ?? [];
  return file === undefined ? null : { text, name, file, line: Number(line), column: Number(column) };
}

function placeOf({ file, line, column }: Frame, [script = '', caret = '']: readonly string[]): BoardPlace {
  const bytes = bytesOf(script.replace(/\r$/, ''));
  const isCut = bytes.startsWith(CUT);
  return {
    file,
    line,
    column,
    excerpt: bytes.slice(isCut ? CUT.length : 0, bytes.endsWith(CUT) ? -CUT.length : undefined),
    caret: caret.indexOf('^') - (isCut ? CUT.length : 0),
  };
}
