/** Strings between quotes, with the interpreter's escapes. */
const SHORT: Readonly<Record<number, string>> = {
  7: '\\x07',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};

function escaped(code: number, next: string, isJson: boolean): string {
  const hex = code.toString(16).toUpperCase();
  if (isJson) return `\\u${hex.padStart(4, '0')}`;
  if (code < 8 && !/\d/.test(next)) return `\\${code}`;
  return `\\x${hex.padStart(2, '0')}`;
}

/** `isJson`: escapes that any JSON reader knows. */
export function quoted(text: string, isJson: boolean): string {
  let out = '"';
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const short = SHORT[code];
    if (short !== undefined && !(isJson && (code === 7 || code === 11))) out += short;
    else if (code < 32 || code >= 127) out += escaped(code, text.charAt(index + 1), isJson);
    else out += text.charAt(index);
  }
  return `${out}"`;
}
