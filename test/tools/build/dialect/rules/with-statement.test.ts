import { withStatement } from '../../../../../tools/build/dialect/rules/with-statement.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(withStatement, {
  accepts: ['var o={a:1};print(o.a)'],
  refuses: ['var o={a:1};with(o)print(a)'],
});
