import { unknownMethod } from '../../../../../tools/build/dialect/rules/unknown-method.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(unknownMethod, {
  accepts: [
    'print([1].map(x=>x),"a".padStart(2))',
    'var o={flat(){return 1}};print(o.flat())',
    'var s={};print(s.fields)',
  ],
  refuses: [
    'print([1,[2]].flat())',
    'print("a".at(-1))',
    'print(typeof "".matchAll)',
    'function f(p){p.finally(print)}',
  ],
});
