import { useBeforeDefinition } from '../../../../../tools/build/dialect/rules/use-before-definition.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(useBeforeDefinition, {
  accepts: [
    'function a(){return b()} function b(){return 2} print(a())',
    'function f(){return new B()} class B{} print(f())',
    'function f(n){return f(n-1)}',
    'function main(){later()} setTimeout(main,10);function later(){}',
    'setTimeout(function(){later()},10);function later(){}',
    'E.on("init",()=>later());function later(){}',
    'var f=()=>h();function h(){} f()',
    'var o={run(){return h()}};function h(){} o.run()',
    'class A{m(){return h()}} function h(){} new A().m()',
  ],
  refuses: [
    'function f(){return g();function g(){return 1}} print(f())',
    'var x=1;print(a());function a(){return x}',
    'new A();class A{}',
    'var f=()=>h();f();function h(){}',
    '[1].forEach(function(){h()});function h(){}',
    'var o={run(){return h()}};o.run();function h(){}',
    'class A{m(){return h()}} new A().m();function h(){}',
    'class A{constructor(){h()}} new A();function h(){}',
    'function now(f){f()} now(()=>h());function h(){}',
    'function a(){return b()} print(a());function b(){return 1}',
  ],
});
