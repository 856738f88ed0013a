import type { Statement } from 'acorn';
import type { Rule } from '../rule.ts';
/** There are no static accessors. */
export const staticAccessor: Rule = {
  id: 'static-accessor',
  message: 'In the interpreter an assignment to a static setter replaces it; the setter is not called.',
  instead: 'Write a static method that takes the value.',
  find({ program }, report) {
    for (const { kind, static: isStatic, key, value } of program.nodes('MethodDefinition')) {
      if (!isStatic) continue;
      if (kind === 'set') report(key);
      // What is always the same may be read once.
      if (kind === 'get' && !isConstant(value.body.body)) {
        report(key, {
          message:
            'The interpreter calls a static getter once, where the class is defined, and keeps its value.',
          instead: 'Write a static method, and call it.',
        });
      }
    }
  },
};

function isConstant([only, ...others]: readonly Statement[]): boolean {
  return others.length === 0 && only?.type === 'ReturnStatement' && only.argument?.type === 'Literal';
}
