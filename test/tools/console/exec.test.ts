/** One statement, event by event, on a line that answers like a console. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkConsole } from '../../../tools/console/console-link.ts';
import { literal, runCode, statementBytes } from '../../../tools/console/exec.ts';
import { memoryTransport } from '../../support/memory-transport.ts';

const ASK = { id: '7', timeoutMs: 200 };

/** A board that answers a whole statement with these pieces, one after the other; `outside` is what it said besides. */
function answering(...pieces: readonly string[]) {
  let typed = '';
  const outside: string[] = [];
  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      typed += Buffer.from(bytes).toString('latin1');
      if (typed.endsWith('print("\\2x7")\n'))
        setImmediate(() => {
          for (const piece of pieces) deliver(Buffer.from(piece, 'latin1'));
        });
    },
    close() {},
  });
  const link = linkConsole(transport);
  return {
    link,
    outside,
    transport,
    typed: () => typed,
    ask: (options = {}) =>
      runCode(link, 'work()', { ...ASK, ...options }, (bytes) => void outside.push(bytes)).finally(() =>
        link.close(),
      ),
  };
}

test('a statement stands between its marks, without echo, and its end on a line of its own', () => {
  assert.equal(
    statementBytes('a\r\nb', '7'),
    '\x10print("\\2b7");a\x1b\nb\x1b\n;print("\\2e7")\n\x10print("\\2x7")\n',
  );
});

test('what stands between the marks was printed, what stands around them was not', async () => {
  const board = answering('noise\r\n\x02b7\r\none\r\n', 'two\r\n\x02e7\r\n>\x02x7\r\n', 'more');
  assert.equal(await board.ask(), 'one\ntwo\n');
  assert.equal(board.typed(), statementBytes('work()', '7'));
  assert.deepEqual(board.outside, ['noise\r\n', 'more']);
});

test('text between the end of the statement and its last mark is not its own', async () => {
  const board = answering('\x02b7\r\nmine\r\n\x02e7\r\n', 'timer\r\n', '\x02x7\r\n');
  assert.equal(await board.ask(), 'mine\n');
  assert.deepEqual(board.outside, ['timer\r\n']);
});

test('marks of other statements say nothing of this one', async () => {
  const board = answering(
    '\x02b6\r\n\x02x6\r\n\x02b7\r\n\x02e6\r\n\x02x6\r\n\x02b8\r\nmine\r\n',
    '\x02e7\r\n\x02x7\r\n',
  );
  assert.equal(await board.ask(), 'mine\n');
  assert.deepEqual(board.outside, []);
});

test('a line end that was cut in two is one line end, and a return alone stays', async () => {
  // A byte that is no line feed shows that the return stood alone.
  const board = answering('\x02b7\r\na\rb\r', '\nc\r\r\n', '\x02e7\r\n\x02x7\r\n');
  const pieces: string[] = [];
  assert.equal(await board.ask({ onPrinted: (bytes: string) => void pieces.push(bytes) }), '');
  assert.equal(pieces.join(''), 'a\rb\nc\r\n');
  assert.ok(!pieces.includes(''));
});

test('output is handed on as it comes when somebody takes it', async () => {
  const board = answering('\x02b7\r\none\r\n', 'two\r\n', '\x02e7\r\n\x02x7\r\n');
  const pieces: string[] = [];
  assert.equal(await board.ask({ onPrinted: (bytes: string) => void pieces.push(bytes) }), '');
  assert.deepEqual(pieces, ['one\n', 'two\n']);
});

test('an error is told with its trace, which was not printed', async () => {
  const board = answering(
    '\x02b7\r\nbefore\r\nUncaught Error: no\r\n    at line 1 col 1\r\n    ^\r\n',
    '\x02x7\r\n',
  );
  const pieces: string[] = [];
  await assert.rejects(board.ask({ onPrinted: (bytes: string) => void pieces.push(bytes) }), {
    code: 'BOARD_THREW',
    message: 'board on memory: Error: no.',
    help: 'Uncaught Error: no\n    at line 1 col 1\n    ^',
  });
  assert.deepEqual(pieces, ['before\n']);
});

test('what looks like an error was printed when the statement came to its end', async () => {
  const board = answering('\x02b7\r\nUncaught Error: no\r\n\x02e7\r\n\x02x7\r\n');
  assert.equal(await board.ask(), 'Uncaught Error: no\n');
});

test('a statement that ended early without a word did not finish', async () => {
  await assert.rejects(answering('\x02b7\r\n\x02x7\r\n').ask(), (error: Error & { help?: string }) => {
    assert.equal(error.message, 'board on memory: the statement did not finish.');
    assert.equal(error.help, undefined);
    return true;
  });
});

test('a statement that never began arrived incomplete, whatever its end says', async () => {
  for (const end of ['\x02x7\r\n', '\x02e7\r\n\x02x7\r\n'])
    await assert.rejects(answering(end).ask(), {
      code: 'SESSION_GARBLED',
      message: 'board on memory: a statement arrived incomplete.',
      help: 'The line is losing bytes: try a shorter cable or another port.',
    });
});

test('what was printed before the answer stayed away is handed on, also what may be an error', async () => {
  const board = answering('\x02b7\r\nhalf\r\nUncaught Er');
  const pieces: string[] = [];
  await assert.rejects(board.ask({ timeoutMs: 20, onPrinted: (bytes: string) => void pieces.push(bytes) }), {
    code: 'SESSION_TIMEOUT',
    message: 'board on memory: no answer within 0.02 s.',
  });
  assert.equal(pieces.join(''), 'half\nUncaught Er');
});

test('a line that is gone ends the statement', async () => {
  const board = answering();
  const asked = board.ask({ timeoutMs: 1_500 });
  await board.transport.close();
  await assert.rejects(asked, { code: 'SESSION_LOST' });
});

test('while an answer is awaited, a byte that does nothing pushes out what stays behind, and none after it', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const board = answering();
  const asked = board.ask({ timeoutMs: 30 });
  t.mock.timers.tick(1_000);
  await assert.rejects(asked, { code: 'SESSION_TIMEOUT' });
  assert.equal(board.typed(), `${statementBytes('work()', '7')}\0\0`);
  t.mock.timers.tick(1_000);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(board.typed(), `${statementBytes('work()', '7')}\0\0`);
});

test('after a statement nobody listens to the line for it', async () => {
  const outside: string[] = [];
  const { transport, deliver } = memoryTransport({
    async write() {
      setImmediate(() => deliver(Buffer.from('\x02b7\r\n\x02e7\r\n\x02x7\r\n')));
    },
    close() {},
  });
  const link = linkConsole(transport);
  await runCode(link, 'a', ASK, (bytes) => void outside.push(bytes));
  deliver(Buffer.from('later\r\n'));
  assert.deepEqual(outside, []);
  await link.close();
});

test('a literal has only bytes that every console leaves as they are', () => {
  assert.equal(literal('plain text, [ok] ~'), "'plain text, [ok] ~'");
  assert.equal(literal('a\nb'), "'a\\nb'");
  assert.equal(literal("it's \\"), "'it\\'s \\\\'");
  const plain = Buffer.from(Array.from({ length: 95 }, (_, index) => 32 + index)).toString();
  assert.equal(literal(plain), `'${plain.replace(/['\\]/g, '\\$&')}'`);
  assert.equal(literal('\r\x1b\x7f\xff'), "'\\x0d\\x1b\\x7f\\xff'");
});

test('a small byte is an octal escape, unless a digit follows that would be taken for part of it', () => {
  assert.equal(literal('\0a\x07'), "'\\0a\\7'");
  assert.equal(literal('\x08'), "'\\x08'");
  assert.equal(literal('\x001\x019'), "'\\x001\\x019'");
});
