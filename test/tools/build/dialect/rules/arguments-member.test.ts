import { argumentsMember } from '../../../../../tools/build/dialect/rules/arguments-member.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(argumentsMember, {
  accepts: [
    'function f(){return arguments.length+arguments[0]}',
    'function f(){return [].slice.call(arguments,1)}',
  ],
  refuses: ['function f(){return arguments.slice(1)}', 'function f(){return arguments.callee}'],
});
