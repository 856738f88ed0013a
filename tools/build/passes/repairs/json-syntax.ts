import type { Repair } from './repair.ts';

const PARSE = '$tinwireParse';

/**
 * The interpreter reads JSON with its own lexer: single quotes, comments, `0x10`, `01`, `.5`, a comma before the end and
 * whatever follows the value pass. The helper leaves of a text its signs, with a quotation mark for each string; each
 * inner list or object becomes a mark, too, until one value is left. What the order of the signs must be, the interpreter
 * sees itself. One pattern with alternatives would take four times as long as these.
 */
export const jsonSyntax: Repair = {
  helpers: [
    String.raw`function ${PARSE}(t){var n,s=typeof t=="string"?t:""+t;if(s.indexOf("\\")>=0)s=s.replace(/\\["\\\x2fbfnrtu]/g,"");` +
      String.raw`s=s.replace(/"[^"\\\x00-\x1f]*"/g,'"').replace(/(\d)\.\d+/g,"$1").replace(/(\d)[eE][+-]*\d+/g,"$1");` +
      String.raw`n=" "+s+" ";if(!(/[^"\d\-\[\]{}:, \t\n\raeflnrstu]/.test(n)||/\D0\d/.test(n)||/-\D/.test(n)||` +
      String.raw`/\d[a-z]/.test(n)||/,[ \t\n\r]*[\]}]/.test(n))){` +
      String.raw`while(n!==s){n=s;s=s.replace(/[\[{][^\[\]{}]*[\]}]/g,'"')}s=s.trim();` +
      String.raw`if(s==='"'||/^-*\d+$/.test(s)||["true","false","null"].indexOf(s)>=0)return JSON.parse(t)}` +
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
