import { lateRead } from '../../../../../tools/build/dialect/rules/late-read.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(lateRead, {
  accepts: [
    'var n=0;function f(){return 1} n+=f()',
    'var n=0;function f(){var n=1;n+=g();return n} function g(){return 2} f()',
    'var s="";function f(x){s+=x.charAt(0)+String(x)+Math.abs(x)} f("a")',
    'var n=0;setInterval(function(){n+=require("Storage").getFree()},9)',
    'var n=1;function f(){n=10;return 1} n=n+f()',
    'var o={n:0,m:0,f(){this.m=1;return 2}};o.n+=o.f()',
  ],
  refuses: [
    'var n=1;function f(){n=10;return 1} n+=f()',
    'var i=5;i+=i++',
    'function f(){n=10;return 1} n+=f()',
    'var o={n:1,f(){this.n=10;return 1}};o.n+=o.f()',
    'var s="";function f(){s+="a";return "b"} print(s+f())',
    'var t=0;[1].forEach(function(x){t+=[2].map(function(){return t=5})[0]})',
  ],
});
