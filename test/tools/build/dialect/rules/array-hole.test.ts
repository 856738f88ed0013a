import { arrayHole } from '../../../../../tools/build/dialect/rules/array-hole.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(arrayHole, {
  accepts: ['print([1,undefined,3].length)', 'print([1,2,].length)'],
  refuses: ['print([1,,3].length)'],
});
