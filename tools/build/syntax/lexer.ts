import type { Token } from 'acorn';

const VALUE_WORDS = new Set(['true', 'false', 'null', 'undefined']);

/** Words that the interpreter's lexer knows, also where JavaScript allows them as names (jslex.c). */
export const LEXER_WORDS: ReadonlySet<string> = new Set(
  (
    'if else do while for break continue function return var let const this throw try catch finally true false null ' +
    'undefined new in instanceof switch case default delete typeof void debugger class extends super static of'
  ).split(' '),
);

const PUNCTUATION_BEFORE_REGEX = new Set([...'!%&*+-/<=>?[{}(,;:']);

/** Whether the interpreter's lexer takes a `/` after this token for the start of a regular expression. */
export function isReadAsRegexAfter(code: string, token: Token): boolean {
  const text = code.slice(token.start, token.end);
  if (LEXER_WORDS.has(text)) return !VALUE_WORDS.has(text);
  return (
    PUNCTUATION_BEFORE_REGEX.has(text) ||
    /^(?:\+\+|--|=>|[=!<>]=+|&&|\|\||\?\?|[-+*/%&|^]=|<<=?|>>>?=?)$/.test(text)
  );
}
