import { strayCharacter } from '../../../../../tools/build/dialect/rules/stray-character.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(strayCharacter, {
  accepts: [
    'var a = "\u00a0\u3000";\r\nprint(a)',
    '// \u00a0 \u3000\nprint(1)',
    '/* \u2028 */print(`\u00a0`)',
    'print(/\u00e9/)\t\v\f',
  ],
  refuses: [
    'var\u00a0a=1',
    'print(1)\u3000',
    '\ufeffprint(1)',
    'print(1)\u2028print(2)',
    'print(1);// a\rprint(2)',
    '// a\u2028print(2)',
    'print(1)<!-- a\n',
    '#!/usr/bin/node\nprint(1)',
  ],
});
