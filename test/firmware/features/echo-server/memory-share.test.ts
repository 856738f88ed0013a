import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryShare } from '../../../../firmware/features/echo-server/memory-share.ts';

for (const [total, share, why] of [
  [1600, { writes: 1, reserve: 150 }, 'keeps what an answer takes'],
  [2600, { writes: 1, reserve: 150 }, 'keeps what an answer takes'],
  [2604, { writes: 1, reserve: 151 }, 'shares what the image leaves'],
  [3149, { writes: 1, reserve: 287 }, 'shares what the image leaves'],
  [5199, { writes: 1, reserve: 799 }, 'lets one answer wait'],
  [5200, { writes: 4, reserve: 800 }, 'lets four answers wait'],
  [5875, { writes: 4, reserve: 968 }, 'lets four answers wait'],
  [9999, { writes: 4, reserve: 1999 }, 'lets four answers wait'],
  [16_383, { writes: 4, reserve: 2000 }, 'keeps no more than a flood takes'],
] as const) {
  test(`a board of ${total} variables ${why}`, () => {
    assert.deepEqual(memoryShare(total), share);
  });
}
