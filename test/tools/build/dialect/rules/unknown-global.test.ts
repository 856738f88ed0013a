import { unknownGlobal } from '../../../../../tools/build/dialect/rules/unknown-global.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(unknownGlobal, {
  accepts: [
    'print(E.getSizeOf(1))',
    'if(typeof Map!=="undefined")print(new Map())',
    'x=1;print(x)',
    'global.app={};print(app)',
    'digitalWrite(D0,1)',
    'Modules.addCached("m",function(){module.exports={a:1};exports.b=2})',
  ],
  refuses: [
    'new Map()',
    'print(Symbol.iterator)',
    'print(typeof Map)',
    'nothing()',
    'function f(){module.exports=1}',
  ],
  refusesWithoutUnicode: ['print(D44)'],
});
