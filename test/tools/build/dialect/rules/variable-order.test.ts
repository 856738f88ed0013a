import { variableOrder } from '../../../../../tools/build/dialect/rules/variable-order.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(variableOrder, {
  accepts: [
    'var a=1;print(a)',
    'function f(a){var x;if(a)x=1;return x}',
    'for(var i=0;i<3;i++)print(i);print(i)',
    'function g(){return z} var z=4;print(g())',
    'var start=function(){setTimeout(second,1)};var second=function(){};start()',
  ],
  refuses: [
    'function f(a){if(a){var x=1} return x} print(f(0))',
    'v=1;var v',
    'var start=function(){second()};start();var second=function(){}',
    'for(var k of [])print(k);print(k)',
    'function g(){return z} print(g());var z=4',
    'try{f();var q=1}catch(e){print(q)}',
  ],
});
