import { regexPosition } from '../../../../../tools/build/dialect/rules/regex-position.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(regexPosition, {
  accepts: ['print(1&&/a/.test("a"))', 'var r=/a/;if(r)r=/b/', 'print([/a/].length)'],
  refuses: ['var x="a";print(0|/a/.test(x))', 'if(1)/a/.test("a")', 'print(~/a/.test("a"))'],
});
