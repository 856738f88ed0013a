import { arrowParameterName } from '../../../../../tools/build/dialect/rules/arrow-parameter-name.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(arrowParameterName, {
  accepts: [
    'print([1].map(E=>E)[0])',
    'print([1].map(console=>1))',
    'print([1].map(x=>x+1)[0])',
    'print([1].map(function(load){return load})[0])',
  ],
  refuses: [
    'print([1].map(load=>load+1)[0])',
    'print([1].map((x,echo)=>echo)[0])',
    'print([1].map(D0=>D0)[0])',
    'print([1].map(NaN=>1))',
  ],
});
