import { asyncFunction } from '../../../../../tools/build/dialect/rules/async-function.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(asyncFunction, {
  accepts: ['var async=1;print(async)', 'Promise.resolve(1).then(v=>print(v))'],
  refuses: ['async function f(){}', 'var f=async()=>1', 'var o={async m(){}}', 'await 1'],
});
