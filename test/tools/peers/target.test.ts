import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTarget, targetText } from '../../../tools/peers/target.ts';

const GOOD: readonly (readonly [string, string, number])[] = [
  ['127.0.0.1:5001', '127.0.0.1', 5001],
  ['board.local:80', 'board.local', 80],
  ['[::1]:65535', '::1', 65535],
  ['tcp://10.0.0.7:1', '10.0.0.7', 1],
  ['udp://10.0.0.7:9000', '10.0.0.7', 9000],
];
for (const [text, host, port] of GOOD) {
  test(`reads ${text}`, () => assert.deepEqual(parseTarget(text), { host, port }));
}

for (const text of [
  '',
  '5001',
  'host',
  'host:',
  ':5001',
  'host:0',
  'host:65536',
  '::1:5001',
  'a b:1',
  'host:5001x',
]) {
  test(`refuses "${text}" as an address`, () =>
    assert.throws(() => parseTarget(text), { code: 'TARGET_BAD' }));
}

test('writes an IPv6 target with brackets', () => {
  assert.equal(targetText({ host: '::1', port: 5001 }), '[::1]:5001');
  assert.equal(targetText({ host: 'board', port: 5001 }), 'board:5001');
});
