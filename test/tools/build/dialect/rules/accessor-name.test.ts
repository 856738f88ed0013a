import { accessorName } from '../../../../../tools/build/dialect/rules/accessor-name.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(accessorName, {
  accepts: ['var o={get a(){return 1},set a(v){}}', 'var o={get get(){return 1}}', 'var o={get:1,"s":2}'],
  refuses: ['var o={get "s"(){return 1}}', 'var o={get default(){return 1}}', 'var o={set 1(v){}}'],
});
