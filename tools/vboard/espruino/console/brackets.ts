/** How many brackets a typed text leaves open, by the interpreter's own reading: more than none asks for another line. */

/** Stands for a comment or template that has not ended: whatever is typed belongs to it. */
const NEVER_CLOSED = 1000;

const OPENING = '([{';
const CLOSING = ')]}';
/** Characters after which a slash divides; after anything else it begins a pattern. */
const VALUE_END = /[\w$)\]}"'`.]$/;

interface Read {
  /** Offset behind what was read. */
  readonly end: number;
  readonly isFinished: boolean;
}

function quoted(text: string, start: number, delimiter: string): Read {
  for (let at = start + 1; at < text.length; at += 1) {
    const one = text.charAt(at);
    if (one === '\\') at += 1;
    else if (one === delimiter) return { end: at + 1, isFinished: true };
    else if (one === '\n' && delimiter !== '`') break;
  }
  return { end: text.length, isFinished: false };
}

function pattern(text: string, start: number): Read {
  const found = /^\/(?:[^/\\\n]|\\[^\n])*\//.exec(text.slice(start));
  return { end: start + (found?.[0].length ?? text.length), isFinished: found !== null };
}

/** Brackets still open in `text`; negative when one closes that never opened. */
export function openBrackets(text: string): number {
  let open = 0;
  for (let at = 0; at < text.length; ) {
    const one = text.charAt(at);
    if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end + 1;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) return NEVER_CLOSED;
      at = end + 2;
    } else if (one === '"' || one === "'" || one === '`') {
      const { end, isFinished } = quoted(text, at, one);
      // A string that the line's end cut runs at once, so that its fault is seen.
      if (!isFinished) return one === '`' ? NEVER_CLOSED : 0;
      at = end;
    } else if (one === '/' && !VALUE_END.test(text.slice(0, at).trimEnd())) {
      at = pattern(text, at).end;
    } else {
      if (OPENING.includes(one)) open += 1;
      if (CLOSING.includes(one)) open -= 1;
      if (open < 0) return open;
      at += 1;
    }
  }
  return open;
}
