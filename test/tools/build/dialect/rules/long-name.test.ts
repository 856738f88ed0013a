import { longName } from '../../../../../tools/build/dialect/rules/long-name.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(longName, {
  accepts: [`var ${'b'.repeat(63)}=2`],
  refuses: [`var ${'b'.repeat(64)}=2`, `print({}.${'b'.repeat(64)})`],
});
