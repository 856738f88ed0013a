import { nonAsciiName } from '../../../../../tools/build/dialect/rules/non-ascii-name.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(nonAsciiName, {
  accepts: ['var a="é"', 'var $a_1=2'],
  refuses: ['var é=1', 'print({}.é)', 'var \\u0061b=1'],
});
