import { exponentiation } from '../../../../../tools/build/dialect/rules/exponentiation.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(exponentiation, {
  accepts: ['print(Math.pow(2,3))', 'print(2*3)'],
  refuses: ['print(2**3)', 'var a=2;a**=3'],
});
