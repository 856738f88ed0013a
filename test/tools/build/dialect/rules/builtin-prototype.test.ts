import { builtinPrototype } from '../../../../../tools/build/dialect/rules/builtin-prototype.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(builtinPrototype, {
  accepts: [
    'print([].slice.call([1,2],1))',
    'Number.prototype.h=function(){return 1}',
    'print(Object.prototype.hasOwnProperty.call({},"a"))',
    'class A{m(){}} print(A.prototype.m)',
  ],
  refuses: [
    'print(Array.prototype.slice.call([1,2,3],1))',
    'var t=String.prototype.trim',
    'Function.prototype.apply.call(f) ;function f(){}',
  ],
});
