/** A typed statement's value, as the console shows it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkConsole } from '../../../tools/console/console-link.ts';
import { runTyped, showValue, typedTrace } from '../../../tools/console/console-value.ts';
import type { ConsoleSession } from '../../../tools/console/open-console.ts';
import { instantClock } from '../../support/instant-clock.ts';
import { jsonSession } from '../../support/json-session.ts';
import { memoryTransport } from '../../support/memory-transport.ts';

/** A session on a line that answers the question for the value with this. */
function showing(...pieces: readonly string[]) {
  let typed = '';
  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      typed += Buffer.from(bytes).toString('latin1');
      setImmediate(() => {
        for (const piece of pieces) deliver(Buffer.from(piece, 'latin1'));
      });
    },
    close() {},
  });
  const link = linkConsole(transport);
  const session = {
    exclusive: (act: (line: typeof link) => Promise<unknown>) => act(link),
  } as unknown as ConsoleSession;
  return { session, typed: () => typed, deliver };
}

const END = '\x02value\r\n>';

test('what was typed runs at the root, and its value waits on the board', async () => {
  const board = jsonSession();
  let printed = '';
  await runTyped(board.session, "var it='x';it+1", {
    timeoutMs: 700,
    onPrinted: (bytes) => {
      printed += bytes;
    },
  });
  assert.deepEqual([board.context.it, board.context.$v, board.asked[0]?.timeoutMs], ['x', 'x1', 700]);
  assert.equal(printed, '');
});

test('the value is what the console shows after the echo, what came before it the program said', async () => {
  const { session, typed } = showing('words\r\n>$v', '\r\n={\r\n  "a": 1\r\n }\r\n', '>', END);
  assert.deepEqual(await showValue(session), { before: 'words\r\n>', value: '{\n  "a": 1\n }' });
  assert.equal(typed(), '$v\n\x10delete global.$v;print("\\2value")\n');
});

test('undefined is no value, and no echo neither', async () => {
  assert.deepEqual(await showValue(showing(`$v\r\n=undefined\r\n${END}`).session), {
    before: '',
    value: null,
  });
  assert.deepEqual(await showValue(showing(`words\r\n${END}`).session), { before: '', value: null });
});

test('only its own mark ends it', async () => {
  const { session } = showing('\x02other\r\n$v\r\n=1\r\n', 'value\r\n', END);
  assert.deepEqual(await showValue(session), { before: '', value: '1\nvalue' });
});

test('a console that does not answer in five seconds is told', async (t) => {
  const now = instantClock(t);
  await assert.rejects(showValue(showing().session), { code: 'SESSION_TIMEOUT' });
  assert.equal(now(), 5_000);
});

test('a trace is shown without the frame around what was typed', () => {
  const typed = 'Uncaught Error: no\n    at f (line 1)';
  const frame = '\n    at REPL:1:30\n  print("b1");$v=eval("f()")';
  assert.equal(typedTrace(`${typed}${frame}\n      ^`), typed);
  assert.equal(typedTrace(`${typed}${frame}\n^\nmore`), `${typed}\nmore`);
  assert.equal(typedTrace(`${typed}${frame}`), typed);
  for (const other of [typed, `${typed}\n    at REPL:1:1\nf()\n^`, `${typed}\n  at REPL\n$v=eval("f()")`])
    assert.equal(typedTrace(other), other);
});
