import { blockClosure } from '../../../../../tools/build/dialect/rules/block-closure.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(blockClosure, {
  accepts: [
    '{const h=[];h.push(()=>z);const z=4;print(h[0]())}',
    'function f(){var g=()=>y;let y=2;return g()}',
  ],
  refuses: [
    'try{var g=()=>e1;let e1=3;print(g())}catch(e){print("err")}',
    'function f(){if(true){function g(){return y} const y=2;return g()}}',
  ],
});
