import { switchScope } from '../../../../../tools/build/dialect/rules/switch-scope.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(switchScope, {
  accepts: ['switch(1){case 1:{let a=2;print(a)}}', 'switch(1){case 1:let a=2;print(a)}'],
  refuses: ['let a=1;switch(1){case 1:let a=2}print(a)'],
});
