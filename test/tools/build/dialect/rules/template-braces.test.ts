import { templateBraces } from '../../../../../tools/build/dialect/rules/template-braces.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(templateBraces, {
  accepts: ['print(`a${1}b`)', 'print(`${"{x}"}`)', 'print(`a$b}{`)', 'print(`${`a\\n`.length}`)'],
  refuses: ['print(`a${"}"}b`)', 'print(`\\${1+1}`)', 'print(`${"}{"}`)'],
});
