import { clearAllTimers } from '../../../../../tools/build/dialect/rules/clear-all-timers.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(clearAllTimers, {
  accepts: ['var t=setTimeout(print,1);clearTimeout(t)'],
  refuses: ['clearTimeout()', 'clearInterval()', 'clearWatch()'],
});
