import { destructuring } from '../../../../../tools/build/dialect/rules/destructuring.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(destructuring, {
  accepts: ['var o={a:1};var a=o.a;print(a)', 'var t=[1];print(t[0])'],
  refuses: [
    'var {a}={a:1}',
    'var [a]=[1]',
    'var a,b;[a,b]=[b,a]',
    'function f({a}){return a}',
    'for(var [k] of [[1]])print(k)',
  ],
});
