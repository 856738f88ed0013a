import { returnLine } from '../../../../../tools/build/dialect/rules/return-line.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(returnLine, {
  accepts: ['function f(a){if(a)return;return 2}', 'function f(){return}'],
  refuses: ['function f(a){if(a)return\n5;return 6}'],
});
