import type { Repair } from './repair.ts';

const PARSE = '$tinwireParse';

/**
 * The interpreter reads JSON with its own lexer: single quotes, comments, `0x10`, `01`, `.5`, a comma before the end and
 * whatever follows the value pass. The helper leaves of a text its signs, a quotation mark for each string, and digits
 * for each number; each inner list or object that is well-formed becomes a mark, too, until one is left. What the order
 * of the signs must be, the interpreter sees itself.
 */
export const jsonSyntax: Repair = {
  helpers: [
    String.raw`function ${PARSE}(t){var n,s=t=""+t;if(s.indexOf("\\")>=0)s=s.replace(/\\["\\\x2fbfnrtu]/g,"");` +
      String.raw`s=" "+s.replace(/"[^"\\\x00-\x1f]*"|true|false|null/g,'"')+" ";` +
      String.raw`s=s.replace(/(\d)\.\d+/g,"$1").replace(/(\d)[eE][+-]*\d+/g,"$1");` +
      String.raw`if(!/[^"\d\-\[\]{}:, \t\n\r]|\D0\d|-\D|,[ \t\n\r]*[\]}]/.test(s)){` +
      String.raw`s=s.replace(/-*\d+/g,'"').trim();` +
      String.raw`while(n!==s){n=s;s=s.replace(/[\[{][^\[\]{}]*[\]}]/g,'"')}if(s==='"')return JSON.parse(t)}` +
      'throw new SyntaxError("Unexpected token in JSON")}',
  ],
  apply({ program, isBuiltIn }, edit) {
    let isUsed = false;
    for (const node of program.nodes('MemberExpression')) {
      const { object, property, computed } = node;
      if (computed || property.type !== 'Identifier' || property.name !== 'parse') continue;
      const call = program.parentOf(node);
      // What is refused by name, a reviver, must stay as it is.
      if (!isBuiltIn(object, 'JSON') || (call?.type === 'CallExpression' && call.arguments.length > 1))
        continue;
      edit.update(node.start, node.end, PARSE);
      isUsed = true;
    }
    return isUsed;
  },
};
