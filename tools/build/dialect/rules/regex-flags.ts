import { regexesOf } from '../../syntax/regexes.ts';
import type { Rule } from '../rule.ts';
/** Regular expressions have the flags g and i. */
export const regexFlags: Rule = {
  id: 'regex-flags',
  message: 'The interpreter supports the flags g and i; it ignores m, y and u, and stops at others.',
  instead: 'Omit the flag; match line by line.',
  find({ program, scopes }, report) {
    for (const { flags, spot } of regexesOf(program, scopes)) if (!/^[gi]*$/.test(flags)) report(spot);
  },
};
