// On a board without Unicode a string is UTF-8 bytes, and these take each byte for a character.

import type { AnyNode } from 'acorn';
import type MagicString from 'magic-string';
import { methodCalls, type Repair, type RepairSubject } from './repair.ts';
import { wrap } from './wrap.ts';

const JSON_TEXT = '$tinwireJson';
const ENCODE = '$tinwireEncode';
const JSON_ESCAPES = '$tinwireEscapes';
const DECODE = '$tinwireDecode';

/** JSON with its text in UTF-8: the interpreter writes `\u00E6\u00B8\u00A9` for 温. */
export const jsonText: Repair = {
  helpers: [
    `function ${JSON_TEXT}(a,b,c){var t=JSON.stringify(a,null,c);return t&&t.replace(/\\\\u00[89A-F][0-9A-F]|\\\\./g,` +
      'm=>m.length>2?String.fromCharCode(parseInt(m.substr(4),16)):m)}',
  ],
  apply({ program, hasUnicode, isBuiltIn }, edit) {
    if (hasUnicode) return false;
    let isUsed = false;
    for (const node of program.nodes('MemberExpression')) {
      const { object, property, computed } = node;
      if (computed || property.type !== 'Identifier' || property.name !== 'stringify') continue;
      if (!isBuiltIn(object, 'JSON') || hasReplacer(program.parentOf(node))) continue;
      edit.update(node.start, node.end, JSON_TEXT);
      isUsed = true;
    }
    return isUsed;
  },
};

/** `\\u6e29` in JSON is cut to one byte; it becomes the bytes of its character, and a pair of halves those of one. */
export const jsonEscapes: Repair = {
  helpers: [
    String.raw`function ${JSON_ESCAPES}(t){return (t=""+t).indexOf("\\u")<0?t:t.replace(` +
      String.raw`/\\u[dD][89abAB]..\\u[dD]...|\\u....|\\./g,m=>{var f=String.fromCharCode,c=parseInt(m.substr(2,4),16);` +
      'if(!(c>127))return m;if(m.length>6)c=65536+((c&1023)<<10)+(parseInt(m.substr(8),16)&1023);' +
      'return c<2048?f(192|c>>6,128|c&63):(c<65536?f(224|c>>12):f(240|c>>18,128|c>>12&63))+f(128|c>>6&63,128|c&63)})}',
  ],
  apply({ program, hasUnicode, isBuiltIn }, edit) {
    if (hasUnicode) return false;
    let isUsed = false;
    for (const { call, callee } of methodCalls(program, 'parse')) {
      const [text, reviver] = call.arguments;
      if (!isBuiltIn(callee.object, 'JSON') || !text || reviver || text.type === 'SpreadElement') continue;
      wrap(edit, text, JSON_ESCAPES);
      isUsed = true;
    }
    return isUsed;
  },
};

/** What is refused by name must stay as it is. */
function hasReplacer(call: AnyNode | undefined): boolean {
  const second = call?.type === 'CallExpression' ? call.arguments[1] : undefined;
  return second !== undefined && !(second.type === 'Literal' && second.value === null);
}

/** The interpreter encodes bytes from 0x80 wrongly. */
export const encodeText: Repair = {
  helpers: [
    `function ${ENCODE}(t){return(""+t).replace(/[^\\w.!~*'()-]/g,` +
      'm=>"%"+(256+m.charCodeAt(0)).toString(16).substr(1).toUpperCase())}',
  ],
  apply: (subject, edit) => renameBuiltIn(subject, edit, 'encodeURIComponent', ENCODE),
};

/** The interpreter stops at bytes from 0x80. */
export const decodeText: Repair = {
  helpers: [
    `function ${DECODE}(t){return(""+t).replace(/%[0-9A-Fa-f][0-9A-Fa-f]/g,` +
      'm=>String.fromCharCode(parseInt(m.substr(1),16)))}',
  ],
  apply: (subject, edit) => renameBuiltIn(subject, edit, 'decodeURIComponent', DECODE),
};

function renameBuiltIn(
  { scopes, hasUnicode, program }: RepairSubject,
  edit: MagicString,
  name: string,
  helper: string,
): boolean {
  if (hasUnicode) return false;
  let isUsed = false;
  for (const { node } of scopes.globals) {
    if (node.name !== name || program.parentOf(node)?.type === 'UnaryExpression') continue;
    edit.update(node.start, node.end, helper);
    isUsed = true;
  }
  return isUsed;
}
