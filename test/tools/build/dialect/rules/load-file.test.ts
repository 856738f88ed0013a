import { loadFile } from '../../../../../tools/build/dialect/rules/load-file.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(loadFile, {
  accepts: [
    'load()',
    'var name="a.js";load(name)',
    'require("Storage").write("a.js","print(1)");load("a.js")',
    'if(require("Storage").read("a.js")!==undefined)load("a.js")',
    'function load(name){print(name)}load("a.js")',
    'images.load("a.js")',
  ],
  refuses: ['load("missing")', 'require("Storage").write("a.js","");load("b.js")'],
});
