import type { Rule } from '../rule.ts';
/** Between words and signs there are only blanks, line ends and comments of the interpreter's own kinds. */
export const strayCharacter: Rule = {
  id: 'stray-character',
  message: 'The interpreter does not accept this character outside a string, and stops.',
  instead: 'Replace it with an ordinary space or line ending.',
  find({ program: { code, tokens } }, report) {
    let from = 0;
    for (const { start, end } of [...tokens, { start: code.length, end: code.length }]) {
      if (start > from) reportGap(code, from, start, report);
      from = Math.max(from, end);
    }
  },
};

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/y;
const BLANKS = /[ \t\n\v\f\r]+/y;

function reportGap(code: string, from: number, to: number, report: Parameters<Rule['find']>[1]): void {
  for (let at = from; at < to; ) {
    COMMENT.lastIndex = at;
    BLANKS.lastIndex = at;
    const comment = COMMENT.exec(code)?.[0];
    const known = BLANKS.exec(code)?.[0] ?? comment;
    if (known === undefined) {
      report({ start: at }, strayWords(code.codePointAt(at) ?? 0));
      return;
    }
    const lineEnd = comment?.startsWith('//') ? comment.search(/\r(?!$)|[\u2028\u2029]/) : -1;
    if (lineEnd >= 0) {
      report(
        { start: at + lineEnd },
        {
          message:
            'The interpreter ends a comment only at a line feed: it reads what follows as part of the comment.',
          instead: 'Save the file with LF or CRLF line endings.',
        },
      );
      return;
    }
    at += known.length;
  }
}

/** What is said of a character that may be invisible: its number and its name. */
export function strayWords(codePoint: number): { message: string; instead: string } {
  const number = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = NAMES[codePoint];
  return {
    message: `The interpreter does not accept ${number}${name ? ` (${name})` : ''} outside a string, and stops.`,
    instead: INSTEAD[codePoint] ?? 'Replace it with an ordinary space or line ending, or remove it.',
  };
}

const NAMES: Readonly<Record<number, string>> = {
  35: 'the first line of a script for a shell',
  45: 'the end of an HTML comment',
  60: 'an HTML comment',
  160: 'no-break space',
  65279: 'byte order mark',
  8203: 'zero-width space',
  8204: 'zero-width non-joiner',
  8205: 'zero-width joiner',
  8232: 'line separator',
  8233: 'paragraph separator',
  12288: 'ideographic space',
  8216: 'left quote',
  8217: 'right quote',
  8220: 'left double quote',
  8221: 'right double quote',
  65288: 'full-width (',
  65289: 'full-width )',
  65292: 'full-width ,',
  65307: 'full-width ;',
};
const INSTEAD: Readonly<Record<number, string>> = {
  35: 'Remove the line.',
  45: 'Write comments with // or /* */.',
  60: 'Write comments with // or /* */.',
  65279: 'Save the file as UTF-8 without a byte order mark.',
  8216: "Write ' instead.",
  8217: "Write ' instead.",
  8220: 'Write " instead.',
  8221: 'Write " instead.',
  65288: 'Write ( instead.',
  65289: 'Write ) instead.',
  65292: 'Write , instead.',
  65307: 'Write ; instead.',
};
