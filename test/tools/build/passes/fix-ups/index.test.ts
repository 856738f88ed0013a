import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import { symbolsOf } from '../../../../../tools/boards/symbols.ts';
import { runPass } from '../../../../../tools/build/compile/plugins/own-passes.ts';
import { checkText } from '../../../../../tools/build/dialect/check.ts';
import { FIX_UP_ROUNDS } from '../../../../../tools/build/passes/fix-ups/index.ts';

/** Name of the repair, and scripts that need it: each puts what it computes into `result`. */
const BROKEN: Readonly<Record<string, readonly string[]>> = {
  'arrow-this': [
    'var o={v:2,f(){return (()=>`${this.v}`)()}};result=o.f()',
    'var o={v:2,f(){var g=()=>{return `v${this.v}`};return g()}};result=o.f()',
    'var o={l:[1,2],f(){return (()=>this.l.map(x=>x*2))()}};result=o.f().join()',
    'var o={v:2,f(){return (()=>({a:[1].map(x=>x),b:`${this.v}`}))()}};result=o.f().b',
    'var o={v:3,f(){return [1].map(()=>[2].map(()=>`${this.v}`)[0])[0]}};result=o.f()',
  ],
  division: [
    'var a=8;result=a++/2',
    'var o={f(){return this/2}};result=String(o.f())',
    'var o={of:8};result=1+o.of/2/2',
  ],
  'regex-class-slash': ['result=/[/]/.test("a/b")', 'result=/a\\/[b/c]+/.exec("a/b/c")[0]'],
  templates: [
    'result=`a${"}"}b`',
    'result=`\\${1+1}`',
    'var a=1;result=`${a}${"{"}`',
    'result=`x\\n"${`in${"}"}`}"`',
    'var a=1,b=2;result=`${(a,b)}}{${"}"}`',
  ],
  'array-holes': ['result=[1,,3].length', 'result=[,,].length', 'result=[(1),,[,2]].length'],
  'literal-in-try': [
    'function f(){throw 5} function g(){try{var o={a:f(),b:1};return o}catch(e){return "caught"+e}} result=g()',
    'var o={f(){throw 5},g(){try{return {a:`${this.f()}`,b:1}}catch(e){return "caught"+e}}};result=o.g()',
    'function f(){return {x:1}} function g(){try{throw f()}catch(e){return {a:e.x,b:{c:e.x,d:2}}}finally{}} result=g().a',
  ],
  'for-init-in': [
    'var n=0;for(var a=("x"in{x:1})?2:0,b=1;a>b;a--)n++;result=n',
    'var n=0,m;if(1)for(m=("x"in{x:1});m;m=0)n++;result=n',
    'var n=0;for(n=("y"in{})?5:1;n<3;n++)for(var i=("x"in{})?1:0;i<1;i++);result=n',
  ],
  'for-in-nothing': ['result=0;for(var k in null)result++'],
  'getter-reads': ['var n=0,o={get a(){n++}};o.a;result=n', 'var n=0,o={get a(){n++}};o.a,n++;result=n'],
  'skipped-block': [
    'if(false){}"a".split("");result=1',
    'if(false){}`a`.split("");result=1',
    'if(false){}/a/.exec("a");result=1',
  ],
  'late-read': [
    'var n=1;function f(){n=10;return 1} n+=f();result=n',
    'var i=5;i+=i*=2;i-=-(i=3)*2;result=i',
    'var s="";function walk(d){if(d>0){s+="a";s+=walk(d-1)}return "x"} s+=walk(2);result=s',
    'var s="q";function f(){s+="z";return "x"} result=s+f()',
    'var o={n:1,f(){this.n=10;return 1}};o.n+=o.f();result=o.n',
    'var o={s:"q",f(){this.s+="z";return "x"}};result=o.s+o.f()',
    'var t=0;[1,2].forEach(x=>{t+=[3].map(y=>{t++;return y}).length+x});result=t',
  ],
  'null-comparison': [
    'var f=(x)=>[x==null,null!=x,x!=void 0,undefined==x];result=[null,undefined,0,"","null"].map(f).join()',
    'var f=(x,y)=>[(x||y)==null,(x?y:x)!=null,(x,y)==null,x+y==null,typeof x=="string"==null];result=f("",null).join()',
    'var f=(x)=>x==null?"none":x.length;result=f("undefined")',
  ],
};
const RULE_OF: Readonly<Record<string, string>> = {
  'regex-class-slash': 'regex-pattern',
  templates: 'template-braces',
  'array-holes': 'array-hole',
  'for-in-nothing': 'for-in',
  'getter-reads': 'getter-read',
};
/** A value may be one of two texts; that is nothing to refuse, since most never are. */
const WITHOUT_RULE = new Set(['null-comparison']);

describe('the repairs after the minifier', () => {
  it('are all tested here', () => {
    assert.deepEqual(
      FIX_UP_ROUNDS.flat()
        .map(({ name }) => name)
        .sort(),
      Object.keys(BROKEN).sort(),
    );
  });

  for (const [name, scripts] of Object.entries(BROKEN)) {
    const rule = RULE_OF[name] ?? name;
    for (const code of scripts) {
      it(`${name}: leaves nothing to refuse, and the meaning as it was, in ${code}`, () => {
        const repaired = repair(code);
        if (WITHOUT_RULE.has(name)) assert.notEqual(repaired, code);
        else assert.ok(rulesIn(code).includes(rule), 'the check accepts the script without the repair');
        assert.ok(!rulesIn(repaired).includes(rule), repaired);
        assert.ok(!rulesIn(repaired).includes('arrow-this'), repaired);
        assert.equal(resultOf(repaired), resultOf(code));
      });
    }
  }

  it('leave a script alone that needs none', () => {
    const code =
      'var a=[1,2],t=null;t={};if(t==null||a.length!=2)print(t===null);var n=0,s="";function g(x){var m=1;m+=f(x);s+=String(x)+"a".charAt(0);n+=x;return s+n+x}for(var i=0;i<a.length;i++)print(`${a[i]}`,a[i]/2,/[a-z]/);try{f({a:f(),b:1})}catch(e){}';
    assert.equal(repair(code), code);
  });
});

function repair(code: string): string {
  return FIX_UP_ROUNDS.reduce(
    (text, round) =>
      runPass(text, (program, edit) => {
        for (const fixUp of round) fixUp.apply(program, edit);
      }).code,
    code,
  );
}

function rulesIn(code: string): string[] {
  return checkText(code, { symbols: symbolsOf('ESP32'), hasUnicode: false, file: 'script.js' }).map(
    ({ rule }) => rule,
  );
}

function resultOf(code: string): unknown {
  const scope: { result?: unknown } = {};
  vm.runInNewContext(code, scope);
  return scope.result;
}
