import { staticAccessor } from '../../../../../tools/build/dialect/rules/static-accessor.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(staticAccessor, {
  accepts: [
    'class A{static get v(){return 3}} print(A.v)',
    'class A{static v(){return 3}} print(A.v())',
    'class A{set v(x){this.w=x} get v(){return 3}}',
  ],
  refuses: [
    'class A{static get v(){return Date.now()}}',
    'class A{static set v(x){print(x)}}',
    'class A{static get v(){return new A()}} print(A.v)',
  ],
});
