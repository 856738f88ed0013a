import { generator } from '../../../../../tools/build/dialect/rules/generator.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(generator, {
  accepts: ['function f(){return [1]}'],
  refuses: ['function* f(){yield 1}', 'var o={*m(){}}'],
});
