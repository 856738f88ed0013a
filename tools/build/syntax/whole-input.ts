/** Where an input of a script ends, line by line: whether what came is a whole statement, and whether the next line goes on with it. */
import { parse } from 'acorn';

/** `open`: more lines are needed; `whole`: it can be run; `wrong`: no further line mends it, or it is none of JavaScript. */
export type InputState = 'open' | 'whole' | 'wrong';

/** Faults of the end of the text, but told of the place where the token began. */
const UNTERMINATED = /^Unterminated (?:template|comment)/;

/**
 * What a line may begin with that goes on with an expression or a statement, and the shortest end of that. Not `(`, `[`
 * and a template: a script without semicolons would go on there, too, but hardly ever means to.
 */
const CONTINUATIONS: readonly (readonly [RegExp, string])[] = [
  [/^else\b/, 'else;'],
  [/^finally\b/, 'finally {}'],
  [/^(?:in|instanceof)\b/, 'in x'],
  [/^\?\./, '?.x'],
  [/^\.(?![\d.])/, '.x'],
  [/^\?/, '?0:0'],
  [/^,/, ',x'],
  [/^=>/, '=>0'],
  [/^\/(?![/*])/, '/1'],
  [/^=(?!=)/, '=0'],
  [/^(?:\+(?!\+)|-(?!-)|[*%<>&|^]|[!=]=)/, '*0'],
];

/** The state of all lines that came so far. */
export function inputState(text: string): InputState {
  try {
    parseScript(text);
    return 'whole';
  } catch (error) {
    const { message, pos } = error as Error & { pos?: number };
    const isAtEnd = pos !== undefined && pos >= text.trimEnd().length && !/^Unterminated/.test(message);
    if (message.startsWith('Missing catch')) return isParsed(`${text}\ncatch (e) {}`) ? 'open' : 'wrong';
    return isAtEnd || UNTERMINATED.test(message) || isContinuedString(text, message) ? 'open' : 'wrong';
  }
}

/** Whether nothing but white space and comments stands in the text. */
export function isBlank(text: string): boolean {
  try {
    return parseScript(text).body.length === 0;
  } catch {
    return false;
  }
}

/** Whether a script reads `next` as a part of the statement that `text`, which is whole, ends with. */
export function isContinued(text: string, next: string): boolean {
  const end = CONTINUATIONS.find(([start]) => start.test(next.trimStart()))?.[1];
  if (end === undefined || (end === '/1' && inputState(next) === 'whole')) return false;
  try {
    const last = parseScript(`${text}\n${end}`).body.at(-1);
    return last !== undefined && last.start < text.length;
  } catch {
    return false;
  }
}

function isParsed(text: string): boolean {
  try {
    parseScript(text);
    return true;
  } catch {
    return false;
  }
}

function parseScript(text: string): ReturnType<typeof parse> {
  return parse(text, {
    ecmaVersion: 'latest',
    sourceType: 'script',
    allowReturnOutsideFunction: true,
    allowHashBang: true,
  });
}

/** A string whose line ends with a backslash goes on in the next one. */
function isContinuedString(text: string, message: string): boolean {
  return message.startsWith('Unterminated string') && /(?:^|[^\\])(?:\\\\)*\\$/.test(text.slice(-200));
}
