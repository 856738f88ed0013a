import { unknownModule } from '../../../../../tools/build/dialect/rules/unknown-module.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(unknownModule, {
  accepts: ['var net=require("net")', 'var s=require("Storage")'],
  refuses: ['require("left-pad")', 'require("./b.js")'],
});
