import { nullPrototype } from '../../../../../tools/build/dialect/rules/null-prototype.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(nullPrototype, {
  accepts: [
    'Object.create(null)',
    'Object.setPrototypeOf(a,B.prototype)',
    'a.__proto__=b',
    '({__proto__:b})',
    '({["__proto__"]:null})',
    'if(a.__proto__===null)print(a)',
  ],
  refuses: [
    'Object.setPrototypeOf(a,null)',
    'a.__proto__=null',
    '({__proto__:null,b:1})',
    '({"__proto__":null})',
  ],
});
