import type { AnyNode } from 'acorn';
import type { Rule } from '../rule.ts';
/** There are no static accessors. */
export const staticAccessor: Rule = {
  id: 'static-accessor',
  message: 'An assignment to a static setter replaces it in the interpreter, and the setter is not called.',
  instead: 'Write a static method that takes the value.',
  find({ program }, report) {
    for (const { kind, static: isStatic, key, value } of program.nodes('MethodDefinition')) {
      if (!isStatic) continue;
      if (kind === 'set') report(key);
      if (kind === 'get' && !isConstant(value.body.body)) {
        report(key, {
          message: 'The interpreter calls a static getter once, where the class begins, and keeps its value.',
          instead: 'Write a static method, and call it.',
        });
      }
    }
  },
};

/** One call tells as much as many. */
function isConstant(body: readonly AnyNode[]): boolean {
  const [only] = body;
  return body.length === 1 && only?.type === 'ReturnStatement' && only.argument?.type === 'Literal';
}
