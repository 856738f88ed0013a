import { defaultParameter } from '../../../../../tools/build/dialect/rules/default-parameter.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(defaultParameter, {
  accepts: ['function f(a){if(a===undefined)a=1;return a}'],
  refuses: ['function f(a=1){return a}', 'var f=(a=3)=>a'],
});
