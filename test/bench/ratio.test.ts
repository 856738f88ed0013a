import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { median, ratioLine, verdict } from './ratio.ts';

describe('the bench', () => {
  it('takes the middle value, and the lower of two', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1]), 1);
    assert.ok(Number.isNaN(median([])));
  });

  it('says whether a ratio keeps its goal', () => {
    assert.equal(ratioLine(12, 10, 1.25), '1.20 x, goal <= 1.25: reached');
    assert.equal(ratioLine(13, 10, 1.25), '1.30 x, goal <= 1.25: missed');
  });

  it('does not call a figure reached that could not be measured', () => {
    assert.equal(verdict(Number.NaN, 1), 'missed');
  });
});
