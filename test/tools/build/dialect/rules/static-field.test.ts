import { staticField } from '../../../../../tools/build/dialect/rules/static-field.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(staticField, {
  accepts: ['class A{static n=0;static inc(){return ++A.n}}', 'class A{static f=()=>5}'],
  refuses: [
    'class A{static n;}',
    'class A{static a=1;static b=A.a+1}',
    'class A{static a=1;static b=this.a}',
  ],
});
