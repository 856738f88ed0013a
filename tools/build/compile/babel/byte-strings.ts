// On the ESP boards a string is a row of bytes: `'é'` is two characters there and `'\xe9'` is one. Everything after this
// plugin works on strings whose characters are those bytes, so that the minifier folds `'é'.length` to 2, as the board
// would; `passes/byte-text.ts` turns them back into UTF-8 text.
import type { PluginObj } from '@babel/core';

/** Replaces the value of every string and template by the bytes that the board will hold, one character per byte. */
export function byteStrings(): PluginObj {
  return {
    name: 'tinwire-byte-strings',
    // Once, over the source as written: a visitor would see its own results again and encode them twice.
    pre(file) {
      file.path.traverse({
        StringLiteral({ node }) {
          if (isAscii(node.value)) return;
          const raw = node.extra?.raw;
          node.value = typeof raw === 'string' ? bytesOfRaw(raw.slice(1, -1)) : utf8(node.value);
          delete node.extra;
        },
        TemplateElement({ node }) {
          if (isAscii(node.value.cooked ?? '')) return;
          const cooked = bytesOfRaw(node.value.raw);
          node.value = { cooked, raw: cooked.replace(/[\\`]|\$\{/g, '\\$&') };
        },
      });
    },
    visitor: {},
  };
}

/** The bytes of a literal's inner text: `\xHH` is one byte, every other character is written in UTF-8. */
export function bytesOfRaw(raw: string): string {
  let bytes = '';
  let text = '';
  for (const [part, hex, braced, unit, simple] of raw.matchAll(
    /\\(?:x([0-9a-f]{2})|u\{([0-9a-f]+)\}|u([0-9a-f]{4})|(\r\n|[\s\S]))|[^\\]+/gi,
  )) {
    if (hex !== undefined) {
      bytes += utf8(text) + String.fromCharCode(Number.parseInt(hex, 16));
      text = '';
    } else if (braced !== undefined) text += String.fromCodePoint(Number.parseInt(braced, 16));
    else if (unit !== undefined) text += String.fromCharCode(Number.parseInt(unit, 16));
    else if (simple !== undefined) text += SIMPLE_ESCAPES[simple] ?? simple;
    else text += part;
  }
  return bytes + utf8(text);
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\n': '',
  '\r\n': '',
};

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the meaning of ASCII.
  return /^[\x00-\x7f]*$/.test(text);
}

function utf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
