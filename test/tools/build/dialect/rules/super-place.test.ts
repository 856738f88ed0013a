import { superPlace } from '../../../../../tools/build/dialect/rules/super-place.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(superPlace, {
  accepts: ['class A{f(){}} class B extends A{f(){return super.f()}}'],
  refuses: [
    'class A{f(){}} class B extends A{f(){return [1].map(()=>super.f())}}',
    'var o={f(){return super.f()}}',
  ],
});
