import { superMember } from '../../../../../tools/build/dialect/rules/super-member.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(superMember, {
  accepts: [
    'class A{f(){}} class B extends A{f(){return super.f()}}',
    'class A{} class B extends A{constructor(){super()}} class C extends B{}',
  ],
  refuses: [
    'class A{f(){}} class B extends A{f(){return super.f()}} class C extends B{}',
    'class A{f(){}} var B=class extends A{f(){return super.f()}};class C extends B{}',
  ],
});
