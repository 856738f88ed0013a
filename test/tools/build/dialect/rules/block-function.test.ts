import { blockFunction } from '../../../../../tools/build/dialect/rules/block-function.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(blockFunction, {
  accepts: ['if(1){function g(){return 1} print(g())}', 'function a(){} function b(){}'],
  refuses: [
    'function g(){return 1} if(1){function g(){return 2}} print(g())',
    'if(1){function g(){return 2}} print(g())',
    'function a(){return 1} function a(){return 2}',
  ],
});
