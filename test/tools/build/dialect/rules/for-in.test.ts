import { forIn } from '../../../../../tools/build/dialect/rules/for-in.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(forIn, {
  accepts: [
    'var o={a:1};for(var k of Object.keys(o))print(k)',
    'var o={a:1};for(var k in o)if({}.hasOwnProperty.call(o,k))print(k)',
    'var o={a:1};for(var k in o)o.hasOwnProperty(k)&&print(k)',
    'for(var k in {a:1})print(k)',
    'var o={a:1};for(var k in o)print(k,o[k])',
    'function show(o){for(var k in o)print(k)} show({a:1})',
    'class A{m(){}} var o={a:1};for(var k in o)print(k)',
    'var o={a:1},p={};for(var k in o)delete p[k]',
  ],
  refuses: [
    'for(var k in null)print(k)',
    'for(var k in void 0)print(k)',
    'var o={a:1};for(var k in o)delete o[k]',
    'class A{m(){}} function show(o){for(var k in o)print(k)} show(new A())',
    'var o={};o.on("x",print);for(var k in o)print(k)',
  ],
});
