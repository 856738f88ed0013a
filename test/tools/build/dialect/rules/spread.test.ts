import { spread } from '../../../../../tools/build/dialect/rules/spread.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(spread, {
  accepts: ['print(Math.max.apply(null,[1,2]))', 'print([].concat([1],[2]))'],
  refuses: ['print(Math.max(...[1,2]))', 'print([...[1]])', 'print({...{a:1}})'],
});
