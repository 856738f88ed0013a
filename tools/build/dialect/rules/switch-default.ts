import type { Rule } from '../rule.ts';
/** `default` comes last. */
export const switchDefault: Rule = {
  id: 'switch-default',
  message: 'The interpreter stops with: CASE after DEFAULT unsupported.',
  instead: 'Put `default:` last.',
  find({ program }, report) {
    for (const { cases } of program.nodes('SwitchStatement')) {
      for (const one of cases.slice(0, -1)) if (!one.test) report(one);
    }
  },
};
