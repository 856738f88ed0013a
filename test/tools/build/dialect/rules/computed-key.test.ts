import { computedKey } from '../../../../../tools/build/dialect/rules/computed-key.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(computedKey, {
  accepts: ['var o={};o["k"]=1', 'var k="a";print({k:1}[k])'],
  refuses: ['var k="a";print({[k]:1})', 'class A{["m"](){}}'],
});
