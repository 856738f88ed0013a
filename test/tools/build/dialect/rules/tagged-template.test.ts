import { taggedTemplate } from '../../../../../tools/build/dialect/rules/tagged-template.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(taggedTemplate, {
  accepts: ['print(`a`)'],
  refuses: ['function t(s){return s[0]} print(t`abc`)'],
});
