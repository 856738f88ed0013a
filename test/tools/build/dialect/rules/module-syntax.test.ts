import { moduleSyntax } from '../../../../../tools/build/dialect/rules/module-syntax.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(moduleSyntax, {
  accepts: ['var net=require("net")'],
  refuses: [
    'import net from "net"',
    'export const a=1',
    'import("net")',
    'export default 1',
    'export * from "a"',
  ],
});
