import { forInitIn } from '../../../../../tools/build/dialect/rules/for-init-in.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(forInitIn, {
  accepts: [
    'var o={a:1};for(var i=(()=>{return "a" in o?1:0})();i>0;i--)print(i)',
    'var o={};for(var i=0;"a" in o;i++)print(i)',
  ],
  refuses: ['for(var a=("x" in {x:1})?1:0;a;a=0)print(a)'],
});
