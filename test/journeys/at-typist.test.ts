/** Who types on an AT console that listens on TCP: one at a time, and nobody keeps the place without typing. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { AT_PORT, type NoisyConsole, startNoisyConsole } from '../soak/at-board.ts';
import { listenTo, type SocketReader } from '../support/at-board.ts';

const BUSY = 'console in use\r\n';

async function second(
  t: TestContext,
  console: NoisyConsole,
): Promise<{ reader: SocketReader; type(text: string): void }> {
  const socket = connect({ host: '127.0.0.1', port: console.vboard.hostPort(AT_PORT) ?? 0 });
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  await console.pass(100);
  return { reader: listenTo(socket), type: (text) => socket.write(text) };
}

test('a second typist is sent away while the first one types', async (t) => {
  const console = await startNoisyConsole('tcp');
  t.after(() => console.stop());
  for (let minute = 0; minute < 3; minute++) {
    console.type('AT\r\n');
    await console.pass(60_000);
  }
  const { reader } = await second(t, console);
  await reader.until(BUSY);
  await reader.hasEnded;
});

test('a typist who has said nothing for two minutes gives way, or one who vanished would keep the console for ever', async (t) => {
  const console = await startNoisyConsole('tcp');
  t.after(() => console.stop());
  await console.pass(120_100);
  const { reader, type } = await second(t, console);
  type('AT\r\n');
  await console.pass(100);
  await reader.until('\r\nOK\r\n');
  assert.match(console.received(), /replaced by a new client/);
});
