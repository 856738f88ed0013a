import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RESPONSE, reply, shown } from '../../../firmware/echo/echo.ts';

test('answers all 256 byte values as they came', () => {
  const bytes = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
  assert.equal(reply(bytes), bytes);
});

test('shows the end of what arrives, without the line ends after it', () => {
  assert.equal(shown('one\r\ntwo\r\n'), 'one\r\ntwo');
  assert.equal(shown(`${'x'.repeat(5000)}end`), `${'x'.repeat(253)}end`);
});

test('the fixed answer is the one that docs/settings.md tells', () => {
  const page = readFileSync(new URL('../../../docs/settings.md', import.meta.url), 'utf8');
  assert.ok(page.includes(`answers every block with \`${RESPONSE}\``));
});
