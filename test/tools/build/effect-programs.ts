/** Small programs whose every statement prints or has an effect that a later one prints; the same for the same seed. */
import { dice } from '../../support/engine-transport.ts';

/** A program as one text, which the interpreter runs as it stands, and as the files that the build makes an image of. */
export interface EffectProgram {
  readonly source: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Pieces; `n` makes the names of one its own. A piece in two parts has functions that can stand in another file. */
const PIECES: readonly ((n: number) => string | readonly [library: string, names: string, use: string])[] = [
  (n) => `var o${n}={get v(){print("get ${n}");return 1}};var u${n}=o${n}.v;`,
  (n) => `class G${n}{get v(){print("class get ${n}");return 1}}var u${n}=new G${n}().v;`,
  (n) => `var c${n}={toString:function(){print("text ${n}");return "s"}};var t${n}=""+c${n};`,
  (n) => `var c${n}={valueOf:function(){print("value ${n}");return 2}};var t${n}=c${n}*2;`,
  (n) => `try{null.x${n};print("read ${n}")}catch(e){print("caught ${n}")}`,
  (n) => `try{var q${n};var r${n}=q${n}.length;print("read ${n}")}catch(e){print("no length ${n}")}`,
  (n) => `var i${n}=0;for(i${n}=0;i${n}<30;i${n}++){}print("counted",i${n});`,
  (n) => `var d${n}=(print("set ${n}"),5);`,
  (n) => `function f${n}(){print("by timer text ${n}")}setTimeout("f${n}()",1);`,
  (n) => `function f${n}(a){print("by eval ${n}",a)}eval("f${n}(3)");`,
  (n) => `function f${n}(){print("by global ${n}")}global["f${n}"]();`,
  (n) => `var k${n}=4;print("kept ${n}",typeof global.k${n});`,
  (n) => `var m${n}=1;eval("m${n}=7");print("written ${n}",m${n});`,
  (n) => `var s${n}=[];for(var j${n} of [3,1,2])s${n}.push(j${n}*2);print("list ${n}",s${n}.join());`,
  (n) =>
    `function A${n}(){this.n=0}A${n}.prototype.add=function(){this.n++;return this};print("proto ${n}",new A${n}().add().add().n);`,
  (n) =>
    `class B${n}{constructor(a){this.a=a}up(){return this.a+1}}class C${n} extends B${n}{constructor(){super(4)}}print("class ${n}",new C${n}().up());`,
  (n) =>
    `var t${n}=(function(){var c=0;return function(){return ++c}})();t${n}();print("closure ${n}",t${n}());`,
  (n) => `setTimeout(function(a){print("timer ${n}",a)},2,"x${n}");`,
  (n) =>
    `function e${n}(){throw {code:${n}}}try{e${n}()}catch(e){print("thrown",e.code)}finally{print("finally ${n}")}`,
  (n) =>
    `switch(${n % 3}){case 0:print("zero ${n}");break;case 1:print("one ${n}");default:print("more ${n}")}`,
  (n) =>
    `var w${n}="a-b-c".split("-");w${n}.reverse();print("text ${n}",w${n}.join("+"),"abc".indexOf("c"),"x".charCodeAt(0));`,
  (n) => `var p${n}={_id:${n},name:"x"};print("json ${n}",JSON.stringify(p${n}),p${n}["_"+"id"]);`,
  (n) => `var h${n}={a:1};h${n}.b=h${n}.a+1;delete h${n}.a;print("keys ${n}",Object.keys(h${n}).join());`,
  (n) => `Promise.resolve(${n}).then(function(v){print("then",v)});`,
  (n) => `if(${n % 2 === 0}){print("even ${n}")}else{print("odd ${n}")}`,
  (n) => `var z${n}=0;do{z${n}+=2}while(z${n}<7);print("loop ${n}",z${n});`,
  (n) => `var b${n}={};b${n}.on("go",function(v){print("event ${n}",v)});b${n}.emit("go",${n});`,
  (n) => [
    `var count${n}=0;\nfunction step${n}(){count${n}++;print("module ${n}",count${n});}\nfunction idle${n}(){print("never");}\nprint("loaded ${n}");`,
    `step${n}`,
    `step${n}();step${n}();`,
  ],
];
const MIN_PIECES = 4;
const MORE_PIECES = 8;

/** The program of a seed from 1. */
export function effectProgram(seed: number): EffectProgram {
  const roll = dice(seed * 7919);
  const library: string[] = [];
  const names: string[] = [];
  const body: string[] = [];
  const count = MIN_PIECES + Math.floor(roll() * MORE_PIECES);
  for (let n = 0; n < count; n++) {
    const piece = PIECES[Math.floor(roll() * PIECES.length)]?.(n) ?? '';
    if (typeof piece === 'string') body.push(piece);
    else {
      library.push(piece[0]);
      names.push(piece[1]);
      body.push(piece[2]);
    }
  }
  const source = [...library, ...body].join('\n');
  const imported = names.length > 0 ? `import { ${names.join(', ')} } from './library.js';\n` : '';
  return {
    source,
    files: {
      'library.js': `${library.join('\n')}\nexport { ${names.join(', ')} };\n`,
      'entry.js': `${imported}${body.join('\n')}\n`,
    },
  };
}
