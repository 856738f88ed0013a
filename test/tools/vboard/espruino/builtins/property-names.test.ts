import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesExpression } from '../../../../../tools/console/completion.ts';
import { consoleBench } from '../console/console-bench.ts';

const FUNCTION = 'constructor,apply,bind,call,replaceWith';
const STRING =
  'constructor,charAt,charCodeAt,concat,endsWith,includes,indexOf,lastIndexOf,length,match,padEnd,padStart,removeAccents,repeat,replace,replaceAll,slice,split,startsWith,substr,substring,toLowerCase,toUpperCase,trim';

/** As Espruino 2v29.277 for ESP32 answered, one expression at each start. */
const ANSWERS: readonly (readonly [string, string])[] = [
  [
    'Math',
    'E,LN10,LN2,LOG10E,LOG2E,PI,SQRT1_2,SQRT2,abs,acos,asin,atan,atan2,ceil,clip,cos,exp,floor,log,max,min,pow,randInt,random,round,sign,sin,sqrt,tan,wrap',
  ],
  [
    'require("Storage")',
    'compact,erase,eraseAll,getFree,getStats,hash,list,open,optimise,read,readArrayBuffer,readJSON,write,writeJSON',
  ],
  ['Graphics', 'createArrayBuffer,createCallback,createImage,getInstance'],
  ['Graphics.prototype', ''],
  ['String.prototype', ''],
  ['"a".__proto__', STRING],
  ['("a".__proto__,String.prototype)', STRING],
  ['(5).__proto__', 'constructor,toFixed'],
  ['true.__proto__', 'constructor,toFixed'],
  ['D2.__proto__', 'constructor,analog,getInfo,getMode,mode,pulse,pwm,read,reset,set,toggle,write'],
  ['Object.prototype', FUNCTION],
  ['Serial1.__proto__', FUNCTION],
  ['print.__proto__', FUNCTION],
  ['E.__proto__', FUNCTION],
  ['new Date(0).__proto__', FUNCTION],
  ['new Uint8Array(1).__proto__', FUNCTION],
  ['"abc"', '0,1,2,length'],
  ['[1,2]', '0,1,length'],
  ['5', ''],
  ['null', ''],
  ['print', ''],
  ['process', 'env,memory,version'],
  ['console', 'debug,error,info,log,trace,warn'],
  ['JSON', 'parse,stringify'],
  ['Modules', 'addCached,getCached,removeAllCached,removeCached'],
  ['require("net")', 'connect,createServer'],
  ['Serial1', ''],
  ['Serial', 'find'],
  ['({a:1,__proto__:{b:2}})', 'a'],
  ['(class {m(){} static s(){}})', 'prototype,s'],
  ['(class {m(){}}).prototype', 'constructor,m,apply,bind,call,replaceWith'],
];

test('names the members that the interpreter names', async () => {
  const bench = await consoleBench();
  try {
    const ask = async (expression: string): Promise<string> => {
      bench.engine.type(`\x10print("="+Object.getOwnPropertyNames(${expression}).join())\n`);
      await bench.turns();
      return /=(.*)\r\n/.exec(bench.said())?.[1] ?? 'nothing';
    };
    const wrong: string[] = [];
    for (const [expression, names] of ANSWERS) {
      const answer = await ask(expression);
      if (answer !== names) wrong.push(`${expression}: ${answer}`);
    }
    assert.deepEqual(wrong, []);
    assert.equal((await ask('E')).split(',').length, 56);
    const names = (await ask('global')).split(',');
    for (const name of ['tested', 'E', 'print', 'D2']) assert.ok(names.includes(name), name);
    bench.engine.type(`\x10print("="+${namesExpression('E')}.length)\n`);
    await bench.turns();
    assert.match(bench.said(), /=6\d\r\n/);
  } finally {
    await bench.engine.stop();
  }
});
