import { jsonCallback } from '../../../../../tools/build/dialect/rules/json-callback.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(jsonCallback, {
  accepts: ['JSON.stringify({a:1})', 'JSON.stringify({a:1},null,2)', 'JSON.parse("1")'],
  refuses: ['JSON.stringify({a:1},["a"])', 'JSON.parse("1",(k,v)=>v)'],
});
