import { switchDefault } from '../../../../../tools/build/dialect/rules/switch-default.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(switchDefault, {
  accepts: ['switch(1){case 1:break;default:print(2)}'],
  refuses: ['switch(1){default:print(2);break;case 1:print(1)}'],
});
