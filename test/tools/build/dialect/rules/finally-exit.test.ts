import { finallyExit } from '../../../../../tools/build/dialect/rules/finally-exit.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(finallyExit, {
  accepts: [
    'function f(){try{return 1}finally{print("fin")}}',
    'try{f()}finally{g(function(){return 1})} function f(){} function g(){}',
  ],
  refuses: ['function f(){try{throw 1}finally{return 2}}', 'try{print(1)}finally{throw 2}'],
});
