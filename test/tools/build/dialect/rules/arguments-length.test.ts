import { argumentsLength } from '../../../../../tools/build/dialect/rules/arguments-length.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(argumentsLength, {
  accepts: ['function f(a){return arguments.length<=1?0:1}', 'function f(){return arguments.length===2}'],
  refuses: [
    'function f(a,b){return arguments.length>1?b:0}',
    'function f(a){if(arguments.length===0)return 1}',
  ],
});
