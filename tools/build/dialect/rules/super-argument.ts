import type { Rule } from '../rule.ts';
/** super() makes no other objects in its arguments. */
export const superArgument: Rule = {
  id: 'super-argument',
  message:
    "A `new` of a derived class inside the arguments of super() makes the interpreter lose the class: Calling 'super' outside of class.",
  instead: 'Take the object as a parameter, or create it after super().',
  find({ program }, report) {
    const calls = program.nodes('CallExpression').filter(({ callee }) => callee.type === 'Super');
    for (const call of calls) {
      const inner = program
        .nodes('NewExpression')
        .find(({ start, end }) => start > call.start && end < call.end);
      if (inner) report(inner);
    }
  },
};
