import type { Rule } from '../rule.ts';
/** Instances are no thenables. */
export const classThen: Rule = {
  id: 'class-then',
  message:
    'A promise that is resolved with such an object does not call its `then`: the interpreter sees only own functions that do not use `this`.',
  instead: 'Give the method another name, and return a Promise.',
  find({ program }, report) {
    for (const { key, computed } of program.nodes('MethodDefinition')) {
      if (!computed && key.type === 'Identifier' && key.name === 'then') report(key);
    }
  },
};
