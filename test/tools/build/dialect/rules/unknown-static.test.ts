import { unknownStatic } from '../../../../../tools/build/dialect/rules/unknown-static.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(unknownStatic, {
  accepts: [
    'print(Math.max(1,2),Object.keys({}))',
    'Math.trunc=x=>x|0;print(Math.trunc(1.5))',
    'if(Array.from)print(1)',
    'process.on("uncaughtException",print)',
    'E.on("init",print)',
  ],
  refuses: [
    'print(Array.from([1]))',
    'print(typeof Math.trunc)',
    'Promise.race([])',
    'Object.freeze({})',
    'Number.isInteger(1)',
  ],
});
