import { stringEscape } from '../../../../../tools/build/dialect/rules/string-escape.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(stringEscape, {
  accepts: ['print("\\x41\\n\\u0041")', 'print(`a\\nb`)', 'print("\\\\u{61}")', 'print("\\u00ca")'],
  refuses: ['print("\\u{61}")', 'print("a\\\nb")', 'print(`\\u{61}`)'],
  refusesWithoutUnicode: ['print("\\u4f60")', 'print(`\\u0100`)'],
});
