import { loopClosure } from '../../../../../tools/build/dialect/rules/loop-closure.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(loopClosure, {
  accepts: ['var f=[];for(var i=0;i<3;i++){let j=i;f.push(()=>j)}', 'for(let i=0;i<3;i++)print(i)'],
  refuses: ['var f=[];for(let i=0;i<3;i++)f.push(()=>i)', 'var f=[];for(const x of [1,2])f.push(()=>x)'],
});
