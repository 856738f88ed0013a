import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runPass } from '../../../../../tools/build/compile/plugins/own-passes.ts';
import { repairValues } from '../../../../../tools/build/passes/repairs/index.ts';

const repaired = (code: string): string =>
  runPass(code, (program, edit) => repairValues(program, edit, false)).code;
const HELPER = /^function \$tinwireTrial\(\)\{.*\}\n/;

test("behind a call that clears all timers the boot code's own is set again", () => {
  for (const [code, expected] of [
    ['clearInterval();', '(clearInterval(),$tinwireTrial());'],
    ['globalThis.clearTimeout();', '(globalThis.clearTimeout(),$tinwireTrial());'],
    ['setTimeout(clearInterval,9);', 'setTimeout(()=>(clearInterval(),$tinwireTrial()),9);'],
  ] as const) {
    const text = repaired(code);
    assert.match(text, HELPER);
    assert.equal(text.replace(HELPER, ''), expected);
  }
});

test('a program that clears its own timers only is left alone', () => {
  for (const code of [
    'clearInterval(t);clearTimeout(5);',
    'setTimeout(clearInterval,9,t);',
    'f({cancel:clearTimeout});',
    'function clearInterval(){}clearInterval();',
    'o.clearInterval();',
  ])
    assert.doesNotMatch(repaired(code), /Trial/);
});
