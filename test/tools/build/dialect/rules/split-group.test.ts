import { splitGroup } from '../../../../../tools/build/dialect/rules/split-group.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(splitGroup, {
  accepts: ['"a1b".split(/d/)', '"(".split(/(/)'],
  refuses: ['"a1b".split(/(d)/)'],
});
