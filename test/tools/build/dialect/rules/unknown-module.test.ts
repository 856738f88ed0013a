import { unknownModule } from '../../../../../tools/build/dialect/rules/unknown-module.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(unknownModule, {
  accepts: [
    'var net=require("net")',
    'var s=require("Storage")',
    'Modules.addCached("m",function(){exports={a:1}});require("m")',
    'Modules.addCached("m","exports={a:1}");require("m")',
    'require("Storage").write("m","exports={a:1}");require("m")',
    'function add(n,t){Modules.addCached(n,t)}require("m")',
  ],
  refuses: [
    'require("left-pad")',
    'require("./b.js")',
    'Modules.addCached("m","exports={a:1}");require("other")',
  ],
});
