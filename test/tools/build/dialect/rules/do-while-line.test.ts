import { doWhileLine } from '../../../../../tools/build/dialect/rules/do-while-line.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(doWhileLine, {
  accepts: ['var i=0;do i++;while(i<3);print(i)', 'var i=0;do{i++}while(i<3)'],
  refuses: ['var i=0;do i++\nwhile(i<3)'],
});
