import { functionScopeOf } from '../../syntax/scopes.ts';
import type { Rule } from '../rule.ts';
/** `arguments.length` counts declared parameters too. */
export const argumentsLength: Rule = {
  id: 'arguments-length',
  message:
    'In the interpreter arguments.length is at least the number of declared parameters: this comparison cannot tell that one is missing.',
  instead: 'Compare the parameter with undefined.',
  find({ program, scopes }, report) {
    for (const { node, scope } of scopes.globals) {
      const length = program.parentOf(node);
      if (node.name !== 'arguments' || length?.type !== 'MemberExpression' || length.object !== node)
        continue;
      const comparison = program.parentOf(length);
      if (comparison?.type !== 'BinaryExpression' || comparison.left !== length) continue;
      const around = functionScopeOf(scope).node;
      const declared = 'params' in around ? around.params.length : 0;
      const limit = comparison.right.type === 'Literal' ? comparison.right.value : undefined;
      if (typeof limit !== 'number' || COMPARE[comparison.operator] === undefined) continue;
      const compare = COMPARE[comparison.operator];
      const differs = Array.from({ length: declared }, (_, given) => given).some(
        (given) => compare?.(given, limit) !== compare?.(declared, limit),
      );
      if (differs) report(comparison);
    }
  },
};

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '===': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '!==': (a, b) => a !== b,
};
