import { incrementLine } from '../../../../../tools/build/dialect/rules/increment-line.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(incrementLine, {
  accepts: ['var a=1,b=2;\n++b', 'var b=1;if(b)++b;else --b', 'for(var i=0;i<3;)++i'],
  refuses: ['var a=1,b=2;a\n++b', 'var o={}\nvar b=1\n--b'],
});
