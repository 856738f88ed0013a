import { regexFlags } from '../../../../../tools/build/dialect/rules/regex-flags.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(regexFlags, {
  accepts: ['/a/gi.test("a")', 'new RegExp("a","g")'],
  refuses: ['/a/m.test("a")', '/a/y.test("a")', '/a/s.test("a")', 'RegExp("a","m")'],
});
