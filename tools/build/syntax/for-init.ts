import type { AnyNode } from 'acorn';
import { childrenOf, isFunction } from './program.ts';

/** The first `in` operator that the interpreter meets in the start of a `for(;;)`; bodies in braces are skipped unread. */
export function inOperatorOf(init: AnyNode): AnyNode | undefined {
  if (init.type === 'BinaryExpression' && init.operator === 'in') return init;
  if (isFunction(init) && init.body.type === 'BlockStatement') return undefined;
  for (const child of childrenOf(init)) {
    const found = inOperatorOf(child);
    if (found) return found;
  }
  return undefined;
}
