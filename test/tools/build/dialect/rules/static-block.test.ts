import { staticBlock } from '../../../../../tools/build/dialect/rules/static-block.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(staticBlock, {
  accepts: ['class A{} A.v=1;'],
  refuses: ['class A{static{A.v=1}}'],
});
