/** The signs of a JSON text, as the interpreter's own lexer cuts them: quotes of three kinds, comments, numbers of programs. */
import { fail } from './errors.ts';
import type { World } from './world.ts';

/** `sign`: any other character, and the operators of two that a JSON text may stumble over. */
export type TokenKind = 'end' | 'string' | 'number' | 'word' | 'sign' | 'broken';

export interface Token {
  readonly kind: TokenKind;
  /** The sign or word itself, the digits of a number, the content of a string. */
  readonly text: string;
  /** As a message calls it where any value was expected, and where this one sign was. */
  readonly name: string;
  readonly longName: string;
}

const BLANK = /(?:[ \t\n\v\f\r]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const NUMERAL = /0[xXbBoO][\da-fA-F_]*|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?[\d_]*)?/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const STRING = /(["'`])((?:(?!\1)[^\\\n\0]|\\[\s\S])*)\1/y;
const OPERATOR = /--|\+\+|&&|\|\||[\s\S]/y;
const RESERVED = new Set(['true', 'false', 'null', 'undefined']);
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  a: '\x07',
};

/** Cuts a text; each call gives the next sign, and at the end `end` for ever. @throws `Invalid escape sequence`. */
export function jsonTokens(world: World, text: string): () => Token {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) return undefined;
    at = pattern.lastIndex;
    return found;
  };
  return () => {
    take(BLANK);
    const first = text.charAt(at);
    if (first === '') return { kind: 'end', text: '', name: 'EOF', longName: 'EOF' };
    const numeral = take(NUMERAL)?.[0].replaceAll('_', '');
    if (numeral !== undefined) {
      const name = /^0[xXbBoO]|^\d+$/.test(numeral) ? 'INT' : 'FLOAT';
      return { kind: 'number', text: numeral, name, longName: name };
    }
    const word = take(WORD)?.[0];
    if (word !== undefined) {
      const isKnown = RESERVED.has(word);
      return {
        kind: 'word',
        text: word,
        name: isKnown ? word : 'ID',
        longName: isKnown ? word : `ID:${word}`,
      };
    }
    if (/["'`]/.test(first)) {
      const content = take(STRING)?.[2];
      if (content === undefined) return broken('UNFINISHED STRING');
      const value = unescaped(world, content);
      return { kind: 'string', text: value, name: 'STRING', longName: `String:'${value}'` };
    }
    if (first === '/') return broken('REGEX');
    const sign = take(OPERATOR)?.[0] ?? first;
    const name = sign.length > 1 ? sign : `'${sign}'`;
    return { kind: 'sign', text: sign, name, longName: name };
  };
}

function broken(name: string): Token {
  return { kind: 'broken', text: '', name, longName: name };
}

function unescaped(world: World, content: string): string {
  const isWide = world.host.board.chip.hasUnicode;
  return content.replaceAll(
    /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([0-7]{1,3})|([\s\S]))/g,
    (_, wide, hex, octal, one) => {
      if (wide) return String.fromCharCode(Number.parseInt(wide as string, 16) & (isWide ? 0xffff : 0xff));
      if (hex) return String.fromCharCode(Number.parseInt(hex as string, 16));
      if (octal) return String.fromCharCode(Number.parseInt(octal as string, 8) & 0xff);
      if (one === 'u' || one === 'x') return fail(world, 'Invalid escape sequence');
      return ESCAPES[one as string] ?? (one as string);
    },
  );
}
