import { privateName } from '../../../../../tools/build/dialect/rules/private-name.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(privateName, {
  accepts: ['class A{constructor(){this._v=1}}'],
  refuses: ['class A{#v=1}', 'class A{#m(){}}'],
});
