import { memberName } from '../../syntax/added-members.ts';
import type { Rule } from '../rule.ts';
/** Nothing is not to be found everywhere. */
export const replaceNothing: Rule = {
  id: 'replace-nothing',
  message: 'The interpreter finds the empty string at the same position until memory runs out.',
  instead: 'Build the string with split and join: text.split("").join("-").',
  find({ program }, report) {
    for (const { callee, arguments: given } of program.nodes('CallExpression')) {
      const [sought] = given;
      if (memberName(callee) === 'replaceAll' && sought?.type === 'Literal' && sought.value === '')
        report(sought);
    }
  },
};
