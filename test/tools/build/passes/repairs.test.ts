import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import { repairValues } from '../../../../tools/build/passes/repairs/index.ts';
import { runPass } from '../../../../tools/build/plugins/own-passes.ts';
import { runOnInterpreter } from '../interpreter-run.ts';

/** Expressions whose value the interpreter gives otherwise; the board's text is bytes. */
const EXPRESSIONS = [
  '[(9.99).toFixed(1),(1.5).toFixed(0),(-0.4).toFixed(),(1.45).toFixed(1),(1.005).toFixed(2),(0.1+0.2).toFixed(10)]',
  '[Math.round(-2.5),Math.round("2.4"),Math.round(2.5)]',
  '[1.5,-1.5].map(Math.round)',
  '[Number("12\\r"),Number(" 7\\n"),Number("010"),+"5 ",+"0x1F",Number(new Date(5)),isNaN("3 "),isNaN("x")]',
  '"set led on".split(" ",2)',
  '["a.b".replace(".","[$&]"),"price".replace("price","$$5"),"ab1".replace(/b(\\d)/,"<$&$1$$>")]',
  '["abc".replace(/b/,"$"),"abc".replace("b","$")]',
  '["0x1f","010"," 08.5","-010.5","0b11","0o7","1.5a","0e3","00","-0",".5x"].map((t)=>parseFloat(t))',
  '["a\\nb".replace(/.*/,"q"),/a.b/.test("a\\nb"),/[.]\\./.test("x."),"k: v\\r\\nx".match(/k: (.*)/)[1]]',
  '[new TypeError("q"),new Error("q"),"x",null,{}].map((e)=>e instanceof Error)',
  'JSON.stringify({a:"x\\n",b:[1,null]},null,0)',
  '[encodeURIComponent("a b&c/d?"),decodeURIComponent("a%20b%2F")]',
];
const binary = process.env.ESPRUINO_BIN;

describe('repaired values', () => {
  for (const text of EXPRESSIONS) {
    it(`are JavaScript's for ${text}`, () => {
      assert.equal(
        resultOf(repaired(`result=JSON.stringify(${text})`)),
        resultOf(`result=JSON.stringify(${text})`),
      );
    });
  }

  it('leave nothing in a script that needs none', () => {
    const code = 'print([1,2].join(),"a,b".split(","),+new Date(),Math.floor(1.5))';
    assert.equal(repaired(code), code);
  });

  const why = binary ? false : 'ESPRUINO_BIN is not set: the interpreter itself was not asked';
  it("are JavaScript's on the interpreter", { skip: why }, async () => {
    for (const text of EXPRESSIONS) {
      const printed = await runOnInterpreter(binary ?? '', repaired(`print(JSON.stringify(${text}))`));
      assert.deepEqual(printed, [resultOf(`result=JSON.stringify(${text})`)], text);
    }
  });
});

function repaired(code: string): string {
  return runPass(code, (program, edit) => repairValues(program, edit, false)).code;
}

function resultOf(code: string): unknown {
  const scope: { result?: unknown; InternalError: unknown } = { InternalError: class {} };
  vm.runInNewContext(code, scope);
  return scope.result;
}
