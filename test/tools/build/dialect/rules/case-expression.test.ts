import { caseExpression } from '../../../../../tools/build/dialect/rules/case-expression.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(caseExpression, {
  accepts: ['var n=5;switch(true){case n<3:print(1)}'],
  refuses: ['switch(1){case f():print(1)} function f(){throw 1}'],
});
