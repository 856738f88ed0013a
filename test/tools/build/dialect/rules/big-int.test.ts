import { bigInt } from '../../../../../tools/build/dialect/rules/big-int.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(bigInt, {
  accepts: ['print(10)'],
  refuses: ['print(10n)'],
});
