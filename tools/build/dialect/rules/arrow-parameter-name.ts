import type { Rule } from '../rule.ts';
/** Arrow parameters may not be called like built-in functions, constants or pins. */
export const arrowParameterName: Rule = {
  id: 'arrow-parameter-name',
  message:
    'The interpreter evaluates the name before it sees the arrow; for a built-in function, constant or pin it stops with Got => expected.',
  instead: 'Choose another name, or write a function expression.',
  find({ program, symbols }, report) {
    const taken = new Set(symbols.pins);
    // Ready-made objects such as `console` are fine, as are classes.
    for (const name of symbols.globals) if (symbols.kinds.get(name)?.kind !== 'object') taken.add(name);
    for (const arrow of program.nodes('ArrowFunctionExpression')) {
      for (const parameter of arrow.params) {
        if (parameter.type === 'Identifier' && taken.has(parameter.name)) report(parameter);
      }
    }
  },
};
