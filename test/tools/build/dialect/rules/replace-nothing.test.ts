import { replaceNothing } from '../../../../../tools/build/dialect/rules/replace-nothing.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(replaceNothing, {
  accepts: ['"abc".replaceAll("b","")', '"abc".replace("","x")', '"abc".replaceAll(b,"-")'],
  refuses: ['"abc".replaceAll("","-")'],
});
