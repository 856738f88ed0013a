import { classExtends } from '../../../../../tools/build/dialect/rules/class-extends.ts';
import { ruleTable } from '../rule-table.ts';

ruleTable(classExtends, {
  accepts: ['class A{} class B extends A{}', 'var A=class{};print(new (class extends A{})())'],
  refuses: [
    'var n={A:class{}};class B extends n.A{}',
    'class E1 extends Error{}',
    'class L extends Array{}',
    'class N extends null{}',
    'class B extends class{} {}',
  ],
});
