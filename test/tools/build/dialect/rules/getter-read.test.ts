import { getterRead } from '../../../../../tools/build/dialect/rules/getter-read.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(getterRead, {
  accepts: ['var o={get a(){return 1}};print(o.a)', 'var o={a:1};o.a', 'var o={get a(){return 1}};!o.a'],
  refuses: [
    'var o={get a(){return 1}};o.a',
    'var o={get a(){return 1}};void o.a',
    'class A{get a(){return 1}} var o=new A();o.a,print(1)',
  ],
});
