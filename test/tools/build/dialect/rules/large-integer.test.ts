import { largeInteger } from '../../../../../tools/build/dialect/rules/large-integer.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(largeInteger, {
  accepts: ['print(9007199254740991,0xffffffff,1e21)'],
  refuses: ['print(18446744073709551616)', 'print(0xffffffffffffffff)'],
});
