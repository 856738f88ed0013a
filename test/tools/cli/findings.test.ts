import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../tools/build/dialect/finding.ts';
import { countText, findingText } from '../../../tools/cli/findings.ts';
import { createPaint } from '../../../tools/cli/paint.ts';

const FINDING: Finding = {
  file: 'firmware/echo/echo.ts',
  line: 12,
  column: 5,
  rule: 'label',
  message: 'The interpreter has no labels.',
  instead: 'Return from a function of its own.',
  severity: 'error',
};

test('a finding starts with its place, so that an editor can jump there', () => {
  assert.equal(
    findingText(FINDING, createPaint(false)),
    'firmware/echo/echo.ts:12:5  error [label]\n    The interpreter has no labels.\n    Instead: Return from a function of its own.',
  );
});

test('counts errors and warnings in words', () => {
  const warning = { ...FINDING, severity: 'warning' } as const;
  assert.equal(countText([FINDING]), '1 error');
  assert.equal(countText([FINDING, FINDING, warning]), '2 errors, 1 warning');
  assert.equal(countText([]), '0 errors');
});
