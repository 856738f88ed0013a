import { classThen } from '../../../../../tools/build/dialect/rules/class-then.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(classThen, {
  accepts: ['class A{next(r){r(5)}}', 'Promise.resolve(1).then(v=>v)'],
  refuses: ['class Th{then(r){r(5)}}'],
});
