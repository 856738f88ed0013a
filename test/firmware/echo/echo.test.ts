import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reply, shown } from '../../../firmware/echo/echo.ts';

test('answers all 256 byte values as they came', () => {
  const bytes = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
  assert.equal(reply(bytes), bytes);
});

test('shows the last line that has text in it', () => {
  for (const text of ['two', 'one\r\ntwo\r\n', 'one\rtwo\r', 'one\ntwo\n\n'])
    assert.equal(shown(text), 'two');
});
