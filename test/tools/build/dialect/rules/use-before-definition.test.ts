import { useBeforeDefinition } from '../../../../../tools/build/dialect/rules/use-before-definition.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(useBeforeDefinition, {
  accepts: [
    'function a(){return b()} function b(){return 2} print(a())',
    'function f(){return new B()} class B{} print(f())',
    'function f(n){return f(n-1)}',
  ],
  refuses: [
    'function f(){return g();function g(){return 1}} print(f())',
    'var x=1;print(a());function a(){return x}',
    'new A();class A{}',
    'function a(){return b()} print(a());function b(){return 1}',
    'var f=()=>h();function h(){}',
  ],
});
