import { newTarget } from '../../../../../tools/build/dialect/rules/new-target.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(newTarget, {
  accepts: ['function F(){this.a=1}'],
  refuses: ['function F(){return new.target}'],
});
