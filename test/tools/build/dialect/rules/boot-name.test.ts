import { bootName } from '../../../../../tools/build/dialect/rules/boot-name.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(bootName, {
  accepts: [
    'var SLOT=1;print(SLOT)',
    'function setTimeout(f){f()}setTimeout(print)',
    'function load(){}setInterval("load()",9)',
    'function f(SLOT){SLOT=1}f()',
    'print(global.SLOT)',
  ],
  refuses: [
    'SLOT=1',
    'global.SLOT=1',
    'var SLOT=1;print(global.SLOT)',
    'function setTimeout(f){f()}global["setTimeout"](print)',
    'var process={};eval("process.x=1")',
    'const E=2.7;function f(text){eval(text)}f("1")',
  ],
});
