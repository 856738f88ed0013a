import assert from 'node:assert/strict';
import { test } from 'node:test';
import { integer, seconds } from '../../../tools/cli/options.ts';

test('seconds are from a millisecond to what a timer takes', () => {
  for (const [text, value] of [
    ['0.001', 0.001],
    ['.5', 0.5],
    ['2147483', 2_147_483],
  ] as const)
    assert.equal(seconds(text), value);
});

for (const text of ['2147484', '9999999', '1e9', '0', '0.0001', '-1', 'NaN', 'Infinity', '1s', '', ' 1']) {
  test(`"${text}" is no number of seconds`, () =>
    assert.throws(() => seconds(text), /Use seconds from 0\.001 to 2147483/));
}

for (const text of ['0', '11', '-1', '1.5', '1e1', 'NaN', '', '0x5', '99999999999999999999']) {
  test(`"${text}" is no whole number from 1 to 10`, () =>
    assert.throws(() => integer(1, 10)(text), /Use a whole number from 1 to 10/));
}
