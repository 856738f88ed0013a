import { classOwnName } from '../../../../../tools/build/dialect/rules/class-own-name.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(classOwnName, {
  accepts: ['var A=class B{}', 'class B{static f(){return B}}', 'var f=function g(n){return n?g(n-1):1}'],
  refuses: ['var A=class B{static f(){return typeof B}}'],
});
