import { isBalancedExpression } from '../../syntax/templates.ts';
import type { FixUp } from './fix-up.ts';

/** Writes a template as a sum where the interpreter, which only counts braces, would not find the ends of its expressions. */
export const templates: FixUp = {
  name: 'templates',
  apply(program, edit) {
    for (const node of program.nodes('TemplateLiteral')) {
      if (program.parentOf(node)?.type === 'TaggedTemplateExpression') continue;
      const texts = node.quasis.map(({ value }) => value.cooked ?? '');
      const isSound =
        texts.every((text) => !text.includes('${')) &&
        node.expressions.every(({ start, end }) => isBalancedExpression(program.code.slice(start, end)));
      if (isSound) continue;
      let from = node.start;
      node.expressions.forEach((expression, index) => {
        const text = texts[index] ?? '';
        const sum = index === 0 ? `(${quote(text)}+(` : text === '' ? ')+(' : `)+${quote(text)}+(`;
        edit.update(from, expression.start, sum);
        from = expression.end;
      });
      const last = texts.at(-1) ?? '';
      if (node.expressions.length === 0) edit.update(node.start, node.end, quote(last));
      else edit.update(from, node.end, last === '' ? '))' : `)+${quote(last)})`);
    }
  },
};

/** A string literal in escapes that the interpreter knows. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/\\u00([0-9a-f]{2})/g, '\\x$1');
}
