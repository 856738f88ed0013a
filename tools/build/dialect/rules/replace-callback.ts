import type { Rule } from '../rule.ts';
/** A text is not replaced by a function. */
export const replaceCallback: Rule = {
  id: 'replace-callback',
  message: 'When the search value is a string, the interpreter inserts the source of the function.',
  instead: 'Search with a regular expression, or replace with a string.',
  find({ program }, report) {
    for (const {
      callee,
      arguments: [pattern, by],
    } of program.nodes('CallExpression')) {
      if (
        callee.type !== 'MemberExpression' ||
        callee.property.type !== 'Identifier' ||
        !/^replace(?:All)?$/.test(callee.property.name)
      )
        continue;
      const isText =
        (pattern?.type === 'Literal' && typeof pattern.value === 'string') ||
        pattern?.type === 'TemplateLiteral';
      if (isText && (by?.type === 'ArrowFunctionExpression' || by?.type === 'FunctionExpression')) report(by);
    }
  },
};
