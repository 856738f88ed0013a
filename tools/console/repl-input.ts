/** Whether what a person typed is a whole statement: brackets, template strings and block comments that are still open. */

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** Words behind which a slash begins a regular expression. */
const BEFORE_REGEX =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|instanceof)$|[=([{,;:!&|?+\-*%<>~^]$/;
/** No shorter than the longest of them and what stands before it. */
const LOOK_BACK = 12;
/** Entries of the stack that are no brackets. */
const TEMPLATE = '`';
const SUBSTITUTION = '${';

const STATEMENT =
  /^\s*(?:var|let|const|function|class|if|for|while|do|switch|try|throw|return|break|continue)(?![\w$])/;

/** `true` for what has no value of interest, though the console shows one: declarations, loops and the like. */
export function isStatement(text: string): boolean {
  return STATEMENT.test(text);
}

/** `true`: more lines are needed. What no further line mends, a closing bracket too many among it, is complete: the board reports the error. */
export function isInputOpen(text: string): boolean {
  return inputScanner().add(text);
}

/** Looks at an input that grows: each line costs its own length. */
export interface InputScanner {
  /** Takes what follows, whole lines at a time; `true` as `isInputOpen` of all so far. */
  add(more: string): boolean;
}

/** Nothing came yet. */
export function inputScanner(): InputScanner {
  const open: string[] = [];
  let text = '';
  let at = 0;
  /** A closing bracket that nothing opened. */
  let isBroken = false;

  /** `false`: a comment has no end yet. */
  function step(): boolean {
    if (open.at(-1) === TEMPLATE) {
      const [next, end] = templateEnd(text, at);
      at = next;
      if (end === 'close') open.pop();
      else if (end === 'substitution') open.push(SUBSTITUTION);
      return true;
    }
    const character = text.charAt(at);
    if (character === '"' || character === "'") at = quotedEnd(text, at);
    else if (character === '/') {
      const end = slashEnd(text, at);
      if (end === null) return false;
      at = end;
    } else {
      if (character === TEMPLATE) open.push(TEMPLATE);
      else if (CLOSERS[character] !== undefined) open.push(character);
      else if (character === ')' || character === ']' || character === '}') {
        const opener = open.pop() ?? '';
        isBroken ||= (opener === SUBSTITUTION ? '}' : CLOSERS[opener]) !== character;
      }
      at++;
    }
    return true;
  }

  return {
    add(more) {
      text += more;
      while (at < text.length && !isBroken) if (!step()) return true;
      return !isBroken && (open.length > 0 || text.endsWith('\\'));
    },
  };
}

/** Behind the string's end; an end of line ends it too, since nothing that follows can mend it. */
function quotedEnd(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === quote || character === '\n') return at + 1;
  }
  return text.length;
}

/** Behind the comment, the regular expression or the division that begins here; `null`: the comment is open. */
function slashEnd(text: string, start: number): number | null {
  const next = text.charAt(start + 1);
  if (next === '*') {
    const end = text.indexOf('*/', start + 2);
    return end < 0 ? null : end + 2;
  }
  if (next === '/') {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
  }
  let end = start;
  while (end > 0 && text.charAt(end - 1).trim() === '') end--;
  const before = text.slice(Math.max(0, end - LOOK_BACK), end);
  return before === '' || BEFORE_REGEX.test(before) ? regexEnd(text, start) : start + 1;
}

function regexEnd(text: string, start: number): number {
  let isInClass = false;
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === '[') isInClass = true;
    else if (character === ']') isInClass = false;
    else if ((character === '/' && !isInClass) || character === '\n') return at + 1;
  }
  return text.length;
}

/** From inside a template string to behind its end or the beginning of a substitution. */
function templateEnd(text: string, start: number): [number, 'close' | 'substitution' | 'open'] {
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === TEMPLATE) return [at + 1, 'close'];
    else if (character === '$' && text.charAt(at + 1) === '{') return [at + 2, 'substitution'];
  }
  return [text.length, 'open'];
}
