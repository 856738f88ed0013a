import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import { bundleText } from '../bundling.ts';

describe('what is refused in TypeScript', () => {
  const REFUSED: readonly (readonly [rule: string, text: string, column: number])[] = [
    ['async-function', 'export const f = async () => 1;', 18],
    ['generator', 'export function* f() { yield 1; }', 8],
    ['label', 'a: for (;;) break a;', 1],
    ['tagged-template', 'declare const t: (s: unknown) => string; print(t`x`);', 48],
    ['private-name', 'class A { #v = 1; }', 11],
    ['private-name', 'class A { #m() {} }', 11],
    ['static-block', 'class A { static { print(1); } }', 11],
    ['big-int', 'print(1n);', 7],
    ['spread-new', 'class A {} const a = [1]; print(new A(...a));', 33],
    ['text-iteration', 'for (const c of "é") print(c);', 17],
    ['text-iteration', 'print([..."é"]);', 11],
    ['text-iteration', 'const [a] = "é" as string; print(a);', 13],
  ];
  for (const [rule, text, column] of REFUSED) {
    it(`${rule}: ${text}`, async () => {
      const { findings } = await bundleText(`${text.replace('export ', '       ')}\n`);
      const found = findings.map((finding) => [finding.rule, finding.file, finding.line, finding.column]);
      assert.ok(
        found.some((one) => assert.deepEqual(one, [rule, 'entry.ts', 1, column]) === undefined),
        `${rule} is not among the findings`,
      );
    });
  }

  it('is named once, though it is still in the finished script', async () => {
    const { findings } = await bundleText('print((async () => 1)());\n');
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['async-function'],
    );
  });
});

describe('lowered TypeScript', () => {
  const SAME: readonly (readonly [what: string, text: string, printed: string])[] = [
    ['spreads texts and typed arrays', 'print([..."ab", ...new Uint8Array([1, 2])].join())', 'a,b,1,2'],
    [
      'spreads into calls',
      'const a = [1, 5, 3]; print(Math.max(...a), Math.max(0, ...new Set(a).values() as any, 9))',
      '5 9',
    ],
    [
      'calls the parent by its name',
      'class A{f(){return "A"}} class B extends A{f(){return super.f()+"B"}} class C extends B{f(){return super.f()+"C"}} print(new C().f())',
      'ABC',
    ],
    [
      'calls the parent in arrows',
      'class A{f(){return 1}} class B extends A{f(){return [1].map(() => super.f())[0]!}} print(new B().f())',
      '1',
    ],
    [
      'calls static parents',
      'class A{static f(){return "s"}} class B extends A{static f(){return super.f()}} print(B.f())',
      's',
    ],
    [
      'calls a parent whose name a local hides',
      'class A{f(x:number){return x}} class B extends A{f(x:number){const A=2;return super.f(A+x)}} print(new B().f(1))',
      '3',
    ],
    [
      'gives derived classes with fields a constructor',
      'class A{constructor(public a:number,public b:number){}} class B extends A{c=3} const b=new B(1,2); print(b.a,b.b,b.c)',
      '1 2 3',
    ],
    [
      'keeps fields that are only declared away',
      'class A{a?:number;b=1} print(Object.keys(new A()).join())',
      'b',
    ],
  ];
  for (const [what, text, printed] of SAME) {
    it(what, async () => {
      const { code } = await bundleText(`${text};\n`);
      const lines: string[] = [];
      vm.runInNewContext(code, { print: (...values: unknown[]) => lines.push(values.join(' ')) });
      assert.deepEqual(lines, [printed]);
    });
  }

  it('has no loop for spreads of what is an array for certain', async () => {
    const { code } = await bundleText(
      'function f(a: number[], ...b: number[]) { print([...a, ...b]); }\nf([1], 2);\nf([2], 3);\n',
    );
    assert.doesNotMatch(code, / of /);
  });
});
