import { inheritedStatic } from '../../../../../tools/build/dialect/rules/inherited-static.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(inheritedStatic, {
  accepts: [
    'class A{static f(){}} class B extends A{static f(){}} B.f()',
    'class A{static f(){}} class B extends A{} A.f()',
    'class A{static f(){}} class B extends A{} B.f=A.f;B.f()',
    'class A{f(){}} class B extends A{} print(B.f)',
    'class A{static f(){}} class B extends A{} B=5;print(B.f)',
  ],
  refuses: [
    'class A{static f(){}} class B extends A{} B.f()',
    'class A{static n=1} class B extends A{} class C extends B{} print(C["n"])',
    'class A{} A.n=1;class B extends A{} print(B.n)',
    'class A{static f(){}} var B=class extends A{};B.f()',
    'class A{static f(){}} print((class extends A{}).f())',
    'class A{static f(){}} class B extends A{} class C extends B{static f(){return super.f()}} C.f()',
  ],
});
