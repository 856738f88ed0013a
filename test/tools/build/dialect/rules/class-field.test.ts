import { classField } from '../../../../../tools/build/dialect/rules/class-field.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(classField, {
  accepts: ['class A{constructor(){this.a=1}}', 'class A{static a=1}'],
  refuses: ['class A{a=1}', 'class A{a;}'],
});
