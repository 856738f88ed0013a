import { promiseExecutor } from '../../../../../tools/build/dialect/rules/promise-executor.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(promiseExecutor, {
  accepts: ['new Promise(r=>setTimeout(r,1))', 'new Promise((a,b)=>b(1))'],
  refuses: ['new Promise(()=>{})', 'new Promise(function(resolve){})'],
});
