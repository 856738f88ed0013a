import { memberName } from '../../../../../tools/build/dialect/rules/member-name.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(memberName, {
  accepts: ['class A{get(){return 1} set(){} remove(){}}', 'print({delete:1,of:2})'],
  refuses: [
    'class A{delete(){}}',
    'class A{of(){}}',
    'class A{1(){}}',
    'class A{"a b"(){}}',
    'class A{static new(){}}',
  ],
});
