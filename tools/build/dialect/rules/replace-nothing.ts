import { memberName } from '../../syntax/added-members.ts';
import type { Rule } from '../rule.ts';
/** Nothing is not to be found everywhere. */
export const replaceNothing: Rule = {
  id: 'replace-nothing',
  message:
    'The interpreter finds the empty text again and again at the same place, until its memory is full.',
  instead: 'Put the text together in a loop: text.split("").join("-").',
  find({ program }, report) {
    for (const { callee, arguments: given } of program.nodes('CallExpression')) {
      const [sought] = given;
      if (memberName(callee) === 'replaceAll' && sought?.type === 'Literal' && sought.value === '')
        report(sought);
    }
  },
};
