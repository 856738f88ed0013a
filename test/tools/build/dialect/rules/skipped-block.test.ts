import { skippedBlock } from '../../../../../tools/build/dialect/rules/skipped-block.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(skippedBlock, {
  accepts: ['if(0){};"a".split("")', 'if(0){}print("a")'],
  refuses: ['if(0){}"a".split("")', 'if(0){}`a`.split("")', 'try{}catch(e){}/a/.exec("a")'],
});
