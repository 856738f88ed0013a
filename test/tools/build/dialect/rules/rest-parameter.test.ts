import { restParameter } from '../../../../../tools/build/dialect/rules/rest-parameter.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(restParameter, {
  accepts: ['function f(){return arguments.length}'],
  refuses: ['function f(...r){return r}', 'print((...r)=>r)'],
});
