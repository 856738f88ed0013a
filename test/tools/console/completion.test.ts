import assert from 'node:assert/strict';
import test from 'node:test';
import { completionTarget, matchingNames, namesExpression } from '../../../tools/console/completion.ts';

test('finds the word before the cursor and what it is a member of', () => {
  const table: [string, ReturnType<typeof completionTarget>][] = [
    ['pri', { object: null, partial: 'pri' }],
    ['1+pri', { object: null, partial: 'pri' }],
    ['app.', { object: 'app', partial: '' }],
    ['f(app.wifi.i', { object: 'app.wifi', partial: 'i' }],
    ['a[0].b', { object: 'a[0]', partial: 'b' }],
    ['f().b', null],
    ['', null],
    ['1 + ', null],
  ];
  for (const [line, target] of table) assert.deepEqual(completionTarget(line), target, line);
});

test('asks for a member of the root, and lists each fitting name once', () => {
  assert.match(namesExpression(null), /\(global\)$/);
  assert.match(namesExpression('app.wifi'), /\(app\.wifi\)$/);
  assert.deepEqual(matchingNames(['pb', 'pa', 'q', 'pa', 'p-x'], 'p'), ['pa', 'pb']);
});
