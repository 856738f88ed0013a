import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPaint } from '../../../tools/cli/paint.ts';
import { assertHarmless, HOSTILE } from './hostile.ts';

test('its own styles become codes, those of others are shown', () => {
  const paint = createPaint(true);
  assert.equal(paint.clean(`a ${paint.red('b')} \x1b[31mc`), 'a \x1b[31mb\x1b[39m ␛[31mc');
  assert.equal(
    paint.clean(paint.bold(`x${createPaint(true).red('y')}`)).replaceAll(/;\d+m/g, ';0m'),
    '\x1b[1mx␛[31;0my␛[39;0m\x1b[22m',
  );
});

test('without colours it leaves text as it is, and still shows what a terminal would obey', () => {
  const paint = createPaint(false);
  assert.equal(paint.red('b'), 'b');
  assertHarmless(paint.clean(paint.dim(HOSTILE)), 'text');
});
