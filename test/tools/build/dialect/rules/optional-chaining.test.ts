import { optionalChaining } from '../../../../../tools/build/dialect/rules/optional-chaining.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(optionalChaining, {
  accepts: ['var a={};print(a&&a.b)', 'var a=1;print(a?.5:1)'],
  refuses: ['var a={};print(a?.b)', 'var a={};a.f?.()'],
});
