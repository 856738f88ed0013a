import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import { runPass } from '../../../../tools/build/compile/plugins/own-passes.ts';
import { repairValues } from '../../../../tools/build/passes/repairs/index.ts';
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
  ...[
    '["12 "==12,"010"==10," "==0,0==" ","\\n"!=0,"4294967296"==0,"5\\r"==true,"on"==1]',
    '["12 ",12,"012","x",null,undefined,true].map((x)=>[x==12,12!=x,x=="12",x==null,undefined!=x,x==true])',
    '((a,b)=>[a==b,b!=a,a==a])("7 ",7)',
    '((t)=>{var p=t.split(" ");return [p[1]==5,p[1]>4,p[1]*2,-p[1],p[1]-1,p[1]|0,Math.max(p[1],3),isFinite(p[1])]})("a 5\\r")',
    '((x)=>[x-0,x*1,x/1])("12\\r")',
    '(()=>{var n=10;n-="4 ";return [n,("3 ","4 ")==4]})()',
  ],
  ...[
    '((s,p,b)=>[s.replace(p,b),s.replaceAll("-",b)])("a-b-c",/-/g,"[$`|$\'|$&|$$|$1|$]")',
    '((s,p,b)=>s.replace(p,b))("k: v",/(\\w): (\\w)/,"$2=$1 $01 $10 $3 $00 $")',
    '((s,p,b)=>[s.replace(p,b),s.replace(p,"x"),s.replace(p,5)])("abc","b",(m,at,all)=>m+at+all)',
    '((o,b)=>o.replace("b",b))({replace:(a,b)=>a+b},"$$")',
    '["a-b-c".replace("-","[$`|$\']"),"a-b-c".replace(/-/g,"$`"),"a-b".replace(/(-)/,"$01")]',
  ],
  '[Math.pow(2,31)===2147483648,Math.pow(2,32)>>>0,-Math.pow(-2,31),Math.pow(10,-3)===.001,Math.pow(3,2)]',
  '((n,p)=>[p(2,n)===2147483648,Math.pow(2,n+1)>>>0,Math.pow("2","10"),Math.pow(2,n-62)*2147483648,Math.pow(n,0)])(31,Math.pow)',
  '[10,11,12].map((k)=>Math.pow(10,k)).concat(Math.pow(-3,11),[4].map((k)=>Math.pow(k,.5)<2.01))',
  '((t,o)=>{clearTimeout(t);clearInterval(o.t);clearTimeout(t||o.u);clearTimeout(null);return 1})(void 0,{})',
  '((d)=>[new Date(d).getTime(),new Date(5).getTime(),new Date("2020-01-01T00:00:00Z").getTime()])(new Date(7))',
  '((n)=>JSON.stringify({get a(){return n}})+JSON.stringify({__proto__:null,b:2}))(1)',
  '[encodeURIComponent("a b&c/d?"),decodeURIComponent("a%20b%2F")]',
];
/** Texts that are JSON, and texts that the interpreter takes for some. */
const JSON_TEXTS = [
  '{"a":[1,2.5,-3e+2,0,-0.1],"b":{"c":[],"d":{}},"e":"\\u0041\\"\\\\","f":[true,false,null]}',
  ...[' 5 ', '"x"', '[[[]]]', '{"a}":"]"}', 'true', '1e05', '[0]', '-0', '""'],
  ...[
    "'x'",
    '`x`',
    "{'a':1}",
    '[1,]',
    '{"a":1 , }',
    '1 2',
    '{}{}',
    '{}}',
    '[1],[2]',
    '5"a"',
    '"a""b"',
    '[]]',
    '5,',
  ],
  ...[
    '0x10',
    '010',
    '-010',
    '0b11',
    '1_000',
    '.5',
    '5.',
    '- 5',
    '-',
    '-true',
    '1e',
    '1a',
    '1.2.3',
    '[1.]',
    '+1',
  ],
  ...[
    '/* c */ 5',
    '5 // c',
    '"a\tb"',
    '"\\x41"',
    '"\\q"',
    '"\\101"',
    '"a\\\nb"',
    '\v5',
    '',
    ' ',
    '{',
    '{a:1}',
  ],
];
/** Functions that throw, each what JavaScript throws a TypeError for, but for the last three. */
const THROWN = [
  ...[
    '()=>null.x',
    '()=>{var u;u.x=1}',
    '()=>{var u;return u[0]}',
    '()=>{var u;u()}',
    '()=>(5)()',
    '()=>({}).f()',
  ],
  ...[
    '()=>({f:5}).f()',
    '()=>{var o={};new o.X()}',
    '()=>[1].map(5)',
    '()=>[].reduce(()=>1)',
    '()=>{for(var x of 5);}',
  ],
  ...['()=>{throw new TypeError("x")}', '()=>(void 0)()', '()=>[1].sort(5)', '()=>[][0]()'],
  ...['()=>{throw new Error("x")}', '()=>nope', '()=>JSON.parse("{")'],
];
const parseAll = `${JSON.stringify(JSON_TEXTS)}.map((t)=>{try{return [JSON.parse(t)]}catch(e){return e instanceof SyntaxError}})`;
EXPRESSIONS.push(parseAll);
/** What the interpreter throws has its own words, so this is nothing to run on Node. */
const catchAll = `[${THROWN.join()}].map((f)=>{try{f()}catch(e){return [e instanceof TypeError,(e) instanceof Error]}})`;
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

  it('are the bytes of the characters that JSON escapes, and no others', async () => {
    const text = String.raw`["\u6e29\ud83d\uDE00\u00e9\u0041\u000a","\\u6e29\n\"\u0022","plain"]`;
    const code = repaired(`result=JSON.parse(${JSON.stringify(text)})`);
    const expected = (JSON.parse(text) as string[]).map((one) => Buffer.from(one).toString('latin1'));
    assert.equal(JSON.stringify(resultOf(code)), JSON.stringify(expected));
    if (!binary) return;
    const bytes = 'print(result.map(t=>t.split("").map(c=>c.charCodeAt(0)).join(" ")).join())';
    const codes = expected.map((one) => [...one].map((c) => c.charCodeAt(0)).join(' ')).join();
    assert.deepEqual(await runOnInterpreter(binary, `var result;${code};${bytes}`), [codes]);
  });

  it('leave nothing in a script that needs none', () => {
    const code = 'print([1,2].join(),"a,b".split(","),+new Date(),Math.floor(1.5))';
    assert.equal(repaired(code), code);
  });

  for (const code of [
    'var n=0;for(n=1;n<9;n++)if(n==3||n!=4)print(n==n)',
    'var i=0,state=1;function go(){state=2;i+=state}if(state==2)print(i-0)',
    'function f(a){print(a=="on",a=="#",a=="<h2>",a=="5",a==="5",typeof a=="string",a.length==3,(a&7)==1)}',
    'function f(a){print("x"+a,a-5,a*2,a<3,Math.abs(a),a.t.replace("a","b"),a.t.replace(/a/,"$1"))}',
    'var r=5==Math.floor(2.5),d=new Date(),t=d-0,c=+d;print(r,t==c)',
    'var s=a.name;print("5"-1,s=="abc",s==="null",s.replace("x",String(5).length))',
  ])
    it(`cost nothing where no text meets a number: ${code}`, () => assert.equal(repaired(code), code));

  it('are put in once, however often they are used', () => {
    const code = repaired('function f(a,b){return [a==1,a==b,+a,Number(b),a-0]}');
    assert.equal(code.split('function $tinwireNumber').length, 2);
    assert.equal(code.split('function $tinwireEqual').length, 2);
  });

  const why = binary ? false : 'ESPRUINO_BIN is not set: the interpreter itself was not asked';
  it("are JavaScript's on the interpreter", { skip: why }, async () => {
    for (const text of EXPRESSIONS) {
      const printed = await runOnInterpreter(binary ?? '', repaired(`print(JSON.stringify(${text}))`));
      assert.deepEqual(printed, [resultOf(`result=JSON.stringify(${text})`)], text);
    }
    const caught = await runOnInterpreter(binary ?? '', repaired(`print(JSON.stringify(${catchAll}))`));
    assert.deepEqual(caught, [resultOf(`result=JSON.stringify(${catchAll})`)]);
  });
});

function repaired(code: string): string {
  return runPass(code, (program, edit) => repairValues(program, edit, false)).code;
}

function resultOf(code: string): unknown {
  const scope: Record<string, unknown> = { InternalError: class {}, clearTimeout, clearInterval };
  vm.runInNewContext(code, scope);
  return scope.result;
}
