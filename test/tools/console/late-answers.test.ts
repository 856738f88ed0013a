import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lateAnswers } from '../../../tools/console/late-answers.ts';
import { consoleReader } from '../../../tools/protocol/repl-console.ts';

/** What of a console's text is not part of an answer; questions 1 to 35 were asked. */
function unasked(bytes: string): string {
  const reader = consoleReader();
  const answers = lateAnswers((number) => number >= 1 && number <= 35);
  let text = '';
  for (const byte of Buffer.from(bytes, 'latin1')) {
    for (const event of reader.push(Uint8Array.of(byte))) {
      answers.readFrom(event);
      if (event.kind === 'text' && !answers.isInside()) text += event.bytes;
    }
  }
  return text;
}

test('what stands between the marks of a question is no word of the program', () => {
  assert.equal(unasked('a\r\n\x02b1\r\ncabc\r\nJ1:5:{}\r\n\x02e1\r\n\x02x1\r\nb\r\n'), 'a\r\nb\r\n');
  assert.equal(unasked('\x02b1\r\nc1\r\n\x02b2\r\nc2\r\n\x02e1\r\nc3\r\n\x02x2\r\nb\r\n'), 'b\r\n');
  assert.equal(unasked('\x02b1\r\nc1\r\nEspruino 2v29 ESP32\r\nb\r\n').trim().split('\r\n').at(-1), 'b');
});

test('an answer without an end, or a program that prints such a mark, does not hide the program', () => {
  assert.match(unasked(`\x02b1\r\n${'x'.repeat(80)}${'\r\nline'.repeat(5_000)}`), /line\r\nline/);
  assert.equal(unasked('\x02bzz\r\nseen\r\n'), 'seen\r\n');
});
