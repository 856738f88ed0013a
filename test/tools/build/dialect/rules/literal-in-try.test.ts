import { literalInTry } from '../../../../../tools/build/dialect/rules/literal-in-try.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(literalInTry, {
  accepts: [
    'try{var v=f();var o={a:v,b:1}}catch(e){} function f(){}',
    'try{g({a:f(),b:1})}catch(e){} function f(){} function g(){}',
    'try{var o={b:1,a:f()}}catch(e){} function f(){}',
  ],
  refuses: [
    'try{var o={a:f(),b:1}}catch(e){} function f(){}',
    'try{f()}catch(e){var o={a:e.x,b:1}}finally{} function f(){}',
  ],
});
