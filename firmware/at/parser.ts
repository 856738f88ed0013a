/** Bytes to command lines, and lines to commands. Keeps nothing but what the caller hands in. */

/** A command line that has not ended yet. */
export interface LineState {
  line: string;
  /** The line is over its limit: the rest of it is dropped, and it is refused when it ends. */
  isLong: boolean;
  /** The last byte was a carriage return: the line ends with the line feed that follows, or when none comes. */
  cr: boolean;
  /** Where the next byte to look at stands in the chunk. */
  at: number;
}

/** What may stand behind a name. */
export type CommandKind = 'run' | 'query' | 'test' | 'set';

/** One command; `args` are those of a set command, without their quotes. */
export interface Command {
  /** Without `AT`, in capitals: `+CIPSEND`, `E0`, ''. */
  name: string;
  kind: CommandKind;
  args: string[];
}

/**
 * Reads one line from `bytes`, from `state.at` on. Returns true when it ended: `state.line` is the line, and `state.at` stands
 * behind its line feed. False: the chunk is used up. A line ends at LF, at CR LF, or at a CR that no LF follows; whether one
 * follows a CR at the end of the chunk only the next chunk or the caller's patience can tell.
 */
export function readLine(state: LineState, bytes: string, limitBytes: number): boolean {
  const start = state.at;
  if (state.cr && start < bytes.length) {
    if (bytes.charAt(start) === '\n') state.at++;
    return true;
  }
  const feed = bytes.indexOf('\n', start);
  const ret = bytes.indexOf('\r', start);
  const end = ret >= 0 && (feed < 0 || ret < feed) ? ret : feed;
  const last = end < 0 ? bytes.length : end;
  if (state.line.length + last - start > limitBytes) state.isLong = true;
  if (state.isLong) state.line = '';
  else if (last > start) state.line += bytes.substring(start, last);
  if (end < 0) {
    state.at = last;
    return false;
  }
  state.at = end + 1;
  if (end === feed) return true;
  state.cr = true;
  return state.at < bytes.length && readLine(state, bytes, limitBytes);
}

/** Makes room for the next line; `state.at` stays. */
export function nextLine(state: LineState): void {
  state.line = '';
  state.isLong = state.cr = false;
}

/** The command in a line; null when it is none. */
export function parseCommand(line: string): Command | null {
  if (line.substr(0, 2).toUpperCase() !== 'AT') return null;
  const equals = line.indexOf('=');
  const isQuery = equals < 0 && line.charAt(line.length - 1) === '?';
  const end = equals >= 0 ? equals : isQuery ? line.length - 1 : line.length;
  const name = line.substring(2, end).toUpperCase();
  if (equals < 0) return { name, kind: isQuery ? 'query' : 'run', args: [] };
  const rest = line.substr(equals + 1);
  if (rest === '?') return { name, kind: 'test', args: [] };
  const args = splitArguments(rest);
  return args && { name, kind: 'set', args };
}

/** Splits at commas outside quotes; a backslash takes what follows as it is. null: a quote that does not end where a value does. */
export function splitArguments(text: string): string[] | null {
  const args: string[] = [];
  let value = '';
  let isQuoted = false;
  let isClosed = false;
  for (let index = 0; index < text.length; index++) {
    let one = text.charAt(index);
    const isEscaped = one === '\\' && index + 1 < text.length;
    if (isEscaped) one = text.charAt(++index);
    if (!isEscaped && one === '"') {
      // A quote opens at the start of a value only, and nothing follows it once it is closed.
      if (isClosed || (!isQuoted && value !== '')) return null;
      isClosed = isQuoted;
      isQuoted = !isQuoted;
    } else if (!isEscaped && one === ',' && !isQuoted) {
      args.push(value);
      value = '';
      isClosed = false;
    } else {
      if (isClosed) return null;
      value += one;
    }
  }
  if (isQuoted) return null;
  args.push(value);
  return args;
}

/** A whole number written in digits; -1 for anything else, and outside of `least` to `most`. */
export function integer(text: string | undefined, min: number, max: number): number {
  if (text === undefined || text === '' || text.length > 7) return -1;
  for (let index = 0; index < text.length; index++) {
    const one = text.charAt(index);
    if (one < '0' || one > '9') return -1;
  }
  const value = parseInt(text, 10);
  return value < min || value > max ? -1 : value;
}
