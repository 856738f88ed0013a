import { replaceCallback } from '../../../../../tools/build/dialect/rules/replace-callback.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(replaceCallback, {
  accepts: ['"a".replace("a","b")', '"a".replace(/a/,x=>x+1)'],
  refuses: ['"a".replace("a",x=>x+1)', '"a".replaceAll(`a`,function(){return 1})'],
});
