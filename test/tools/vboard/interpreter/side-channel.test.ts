import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SideMessage, sideChannel } from '../../../../tools/vboard/interpreter/side-channel.ts';

function split(parts: readonly string[]): { console: string; messages: SideMessage[] } {
  const messages: SideMessage[] = [];
  let console = '';
  const take = sideChannel(
    (bytes) => {
      console += bytes;
    },
    (message) => messages.push(message),
  );
  for (const part of parts) take(part);
  return { console, messages };
}

test('what the program prints passes, what a stand-in tells does not', () => {
  assert.deepEqual(split(['one\r\n\x02wjoin\x03\r\ntwo\r\n']), {
    console: 'one\r\ntwo\r\n',
    messages: [{ kind: 'w', text: 'join' }],
  });
});

test('a message that comes in pieces is one message', () => {
  const { console, messages } = split(['a\x02', 'i60,', 'AAE=\x03', '\r\nb']);
  assert.equal(console, 'ab');
  assert.deepEqual(messages, [{ kind: 'i', text: '60,AAE=' }]);
});

test('the prompt that a message takes away and brings back is not seen', () => {
  assert.equal(split(['>\r\x1b[J\x02wx\x03\r\n>', 'line']).console, '>line');
  assert.equal(split(['>\r\x1b[J\x02wx\x03\r\nsaid\r\n']).console, '>\r\x1b[Jsaid\r\n');
});
