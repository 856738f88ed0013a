import { superArgument } from '../../../../../tools/build/dialect/rules/super-argument.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(superArgument, {
  accepts: ['class A{} class B extends A{constructor(q){super(q)}}'],
  refuses: ['class A{} class Q{} class B extends A{constructor(){super(new Q())}}'],
});
