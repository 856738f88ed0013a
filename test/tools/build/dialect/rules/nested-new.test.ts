import { nestedNew } from '../../../../../tools/build/dialect/rules/nested-new.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(nestedNew, {
  accepts: ['function A(){return function B(){}} print(new (new A())().z)'],
  refuses: ['function A(){return function B(){}} print(new new A()().z)'],
});
