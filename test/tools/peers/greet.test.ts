import assert from 'node:assert/strict';
import { test } from 'node:test';
import { greet } from '../../../tools/peers/greet.ts';
import { deadTarget, goodEcho, tcpServer } from './echo-servers.ts';

test('returns the line that an echo server sends back', async (t) => {
  const { answer, elapsedMs } = await greet(await tcpServer(t, goodEcho), 'hello', 2000);
  assert.equal(answer, 'hello');
  assert.ok(elapsedMs > 0 && elapsedMs < 2000);
});

test('joins an answer that comes in pieces, with any line end', async (t) => {
  const target = await tcpServer(t, (socket) => {
    socket.setNoDelay(true);
    socket.once('data', () => {
      socket.write('you s');
      setImmediate(() => socket.write('aid: 你', () => socket.write('好\r\n')));
    });
  });
  assert.equal((await greet(target, 'hello', 2000)).answer, 'you said: 你好');
});

test('takes silence as the end of an answer without a line end', async (t) => {
  const target = await tcpServer(t, (socket) => {
    socket.once('data', () => socket.write('no line end'));
  });
  assert.equal((await greet(target, 'hello', 5000)).answer, 'no line end');
});

test('takes the close as the end of an answer', async (t) => {
  const target = await tcpServer(t, (socket) => {
    socket.once('data', () => socket.end('bye'));
  });
  assert.equal((await greet(target, 'hello', 5000)).answer, 'bye');
});

test('throws GREET_CLOSED when the server closes without a word', async (t) => {
  const target = await tcpServer(t, (socket) => {
    socket.once('data', () => socket.end());
  });
  await assert.rejects(greet(target, 'hello', 5000), { code: 'GREET_CLOSED' });
});

test('throws GREET_TIMEOUT when no answer comes', async (t) => {
  await assert.rejects(greet(await tcpServer(t, () => {}), 'hello', 40), { code: 'GREET_TIMEOUT' });
});

test('throws CONNECT_REFUSED when nobody listens', async () => {
  await assert.rejects(greet(await deadTarget(), 'hello', 2000), { code: 'CONNECT_REFUSED' });
});
