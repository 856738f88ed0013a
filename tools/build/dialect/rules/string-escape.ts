import type { Rule } from '../rule.ts';
/** The escapes that mean the same to the interpreter. */
export const stringEscape: Rule = {
  id: 'string-escape',
  message:
    'The interpreter stops at \\u{...}, keeps the line break of a continued line, and on a board without Unicode truncates \\uXXXX to its low byte.',
  instead: 'Write the character itself, in UTF-8, and close the string before the line ends.',
  find({ program, hasUnicode }, report) {
    for (const node of program.nodes('Literal')) {
      if (
        typeof node.value === 'string' &&
        hasBadEscape(program.code.slice(node.start, node.end), hasUnicode)
      )
        report(node);
    }
    for (const node of program.nodes('TemplateElement')) {
      if (hasBadEscape(program.code.slice(node.start, node.end), hasUnicode)) report(node);
    }
  },
};

function hasBadEscape(text: string, hasUnicode: boolean): boolean {
  return [...text.matchAll(/\\(?:u\{|u([0-9a-f]{4})|\r\n|[\s\S])/gi)].some(([sequence, unit]) => {
    if (unit !== undefined) return !hasUnicode && Number.parseInt(unit, 16) > LAST_BYTE;
    return sequence === '\\u{' || /^\\[\r\n\u2028\u2029]/.test(sequence);
  });
}

/** Up to here the low byte is the whole character. */
const LAST_BYTE = 0xff;
