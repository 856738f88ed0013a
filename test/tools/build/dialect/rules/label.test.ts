import { label } from '../../../../../tools/build/dialect/rules/label.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(label, {
  accepts: ['for(;;){break}'],
  refuses: ['a:for(;;){break a}', 'a:{print(1)}'],
});
