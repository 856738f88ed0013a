import { forIn } from '../../../../../tools/build/dialect/rules/for-in.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(forIn, {
  accepts: [
    'var o={a:1};for(var k of Object.keys(o))print(k)',
    'var o={a:1};for(var k in o)if({}.hasOwnProperty.call(o,k))print(k)',
    'var o={a:1};for(var k in o)o.hasOwnProperty(k)&&print(k)',
  ],
  refuses: ['for(var k in {a:1})print(k)'],
});
