import { duplicateParameter } from '../../../../../tools/build/dialect/rules/duplicate-parameter.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(duplicateParameter, {
  accepts: ['function f(a,b){return a+b}', 'function f(a){var a;return a}'],
  refuses: ['function f(a,a){return a}'],
});
