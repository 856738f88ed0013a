import { division } from '../../../../../tools/build/dialect/rules/division.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(division, {
  accepts: [
    'var a=8;print((a++)/2)',
    'print("8"/2,8/2/2,true/2,[8][0]/2)',
    'var o={x:6};print(o.x/2)',
    'var a=8;a/=2',
  ],
  refuses: [
    'var a=8;print(a++/2)',
    'Number.prototype.h=function(){return this/2}',
    'var x=function(){return 1}/2',
    'var o={of:8};print(o.of/2)',
    'var o={in:8};o.in/=2',
  ],
});
