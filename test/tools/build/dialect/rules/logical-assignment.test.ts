import { logicalAssignment } from '../../../../../tools/build/dialect/rules/logical-assignment.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(logicalAssignment, {
  accepts: ['var a;a=a??1', 'var a=1;a|=2;a&=3'],
  refuses: ['var a;a??=1', 'var a;a||=1', 'var a;a&&=1'],
});
