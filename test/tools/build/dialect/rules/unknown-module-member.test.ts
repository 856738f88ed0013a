import { unknownModuleMember } from '../../../../../tools/build/dialect/rules/unknown-module-member.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(unknownModuleMember, {
  accepts: [
    'var n=require("net");n.createServer(print)',
    'require("Storage").read("a")',
    'var n=require("net");n.mine=1',
    'var n=require("net");if(n.later)n.later;n={};',
  ],
  refuses: [
    'var n=require("net");n.createConnection(1)',
    'require("Storage").load("a")',
    'var d=require("dgram");d.Socket',
  ],
});
