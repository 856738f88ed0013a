import { arrayLength } from '../../../../../tools/build/dialect/rules/array-length.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(arrayLength, {
  accepts: ['var a=[1,2];a.splice(0);print(a.length)'],
  refuses: ['var a=[1,2];a.length=0', 'var a=[1];a.length--'],
});
