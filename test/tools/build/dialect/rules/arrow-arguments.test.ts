import { arrowArguments } from '../../../../../tools/build/dialect/rules/arrow-arguments.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(arrowArguments, {
  accepts: [
    'function f(){var a=arguments;return ()=>a[0]}',
    'print([1].map(function(){return arguments.length}))',
  ],
  refuses: ['function f(){var g=()=>arguments[0];return g(9)}'],
});
