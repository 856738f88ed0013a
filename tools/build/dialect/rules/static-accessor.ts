import type { Rule } from '../rule.ts';
/** There are no static setters. */
export const staticAccessor: Rule = {
  id: 'static-accessor',
  message: 'An assignment to a static setter replaces it in the interpreter, and the setter is not called.',
  instead: 'Write a static method that takes the value.',
  find({ program }, report) {
    for (const { kind, static: isStatic, key } of program.nodes('MethodDefinition')) {
      if (isStatic && kind === 'set') report(key);
    }
  },
};
