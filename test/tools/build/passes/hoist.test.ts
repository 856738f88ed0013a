import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runPass } from '../../../../tools/build/compile/plugins/own-passes.ts';
import { hoist } from '../../../../tools/build/passes/hoist.ts';

const HOISTED: readonly (readonly [what: string, before: string, after: string])[] = [
  [
    'moves functions to the top in their order',
    'a();function a(){}b();function b(){}',
    'function a(){}function b(){}a();b();',
  ],
  ['moves functions to the top of their block', 'if(x){a();function a(){}}', 'if(x){function a(){}a();}'],
  [
    'leaves functions that are at the top',
    'function a(){}function b(){}a()',
    'function a(){}function b(){}a()',
  ],
  ['stays behind directives', '"use strict";a();function a(){}', '"use strict";function a(){}a();'],
  [
    'declares what is read before its var',
    'function f(){v=1;var v;return v}',
    'function f(){var v;v=1;var v;return v}',
  ],
  [
    'declares what is read outside its if',
    'function f(a){if(a){var x=1}return x}',
    'function f(a){var x;if(a){var x=1}return x}',
  ],
  [
    'declares a loop variable that is read after the loop',
    'for(var k of l);print(k)',
    'var k;for(var k of l);print(k)',
  ],
  [
    'declares what a catch sees of its try',
    'try{f();var q=1}catch(e){print(q)}',
    'var q;try{f();var q=1}catch(e){print(q)}',
  ],
  [
    'declares what a function called before the var uses',
    'function g(){return z}print(g());var z=4',
    'var z;function g(){return z}print(g());var z=4',
  ],
  [
    'declares nothing for a function called later',
    'function g(){return z}var z=4;print(g())',
    'function g(){return z}var z=4;print(g())',
  ],
  [
    'declares nothing for the start of a for(;;)',
    'for(var i=0;i<3;i++)print(i);print(i)',
    'for(var i=0;i<3;i++)print(i);print(i)',
  ],
  ['declares nothing for a parameter', 'function f(a){print(a);var a=1}', 'function f(a){print(a);var a=1}'],
  ['declares several names at once', 'print(a,b);var a,b', 'var a,b;print(a,b);var a,b'],
];

describe('hoist', () => {
  for (const [what, before, after] of HOISTED) {
    it(what, () => assert.equal(runPass(before, hoist).code, after));
  }
});
