import { deleteOperand } from '../../../../../tools/build/dialect/rules/delete-operand.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(deleteOperand, {
  accepts: ['var o={a:{b:1}};delete o.a.b', 'var o={};delete o["a"]', 'function f(){delete this.a}'],
  refuses: ['function f(){return {a:1}} print(delete f().a)', 'var o={};delete (o.a)'],
});
