import { reservedName } from '../../../../../tools/build/dialect/rules/reserved-name.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(reservedName, {
  accepts: ['var async=1,get=2,set=3,from=4,as=5,type=6', 'var o={of:1};print(o.of)'],
  refuses: ['function f(of){return of}', 'var static=1', 'var let=1'],
});
