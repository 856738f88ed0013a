import type MagicString from 'magic-string';
import type { Program } from '../syntax/program.ts';

/** Turns strings whose characters are bytes back into text: UTF-8 sequences become characters, other bytes `\xHH`. */
export function restoreText(program: Program, edit: MagicString): void {
  const { code } = program;
  for (const { start, end, value } of program.nodes('Literal')) {
    if (typeof value === 'string') restore(code, edit, start, end);
  }
  for (const { start, end } of program.nodes('TemplateElement')) restore(code, edit, start, end);
}

function restore(code: string, edit: MagicString, start: number, end: number): void {
  const written = code.slice(start, end);
  const text = written.replace(/[\x80-\xff]+/g, textOfBytes);
  if (text !== written) edit.update(start, end, text);
}

/** Decodes characters that stand for bytes; what is not UTF-8 is written as `\xHH`. */
export function textOfBytes(bytes: string): string {
  return bytes.replace(
    /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g,
    (sequence) => {
      const text = Buffer.from(sequence, 'latin1').toString('utf8');
      return text.includes('\ufffd') && sequence !== '\xef\xbf\xbd' ? hex(sequence) : text;
    },
  );
}

function hex(bytes: string): string {
  return [...bytes].map((byte) => `\\x${byte.charCodeAt(0).toString(16)}`).join('');
}
