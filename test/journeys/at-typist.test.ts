/** Who types on an AT console that listens on TCP: one at a time, and nobody keeps the place without typing. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { AT_PORT, type NoisyConsole, startNoisyConsole } from '../soak/at-board.ts';
import { listenTo, type SocketEar } from '../support/at-board.ts';

const BUSY = 'somebody else types\r\n';

async function second(
  t: TestContext,
  console: NoisyConsole,
): Promise<{ ear: SocketEar; type(text: string): void }> {
  const socket = connect({ host: '127.0.0.1', port: console.vboard.hostPort(AT_PORT) ?? 0 });
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  await console.pass(100);
  return { ear: listenTo(socket), type: (text) => socket.write(text) };
}

test('a second typist is sent away while the first one types', async (t) => {
  const console = await startNoisyConsole('tcp');
  t.after(() => console.stop());
  for (let minute = 0; minute < 3; minute++) {
    console.type('AT\r\n');
    await console.pass(60_000);
  }
  const { ear } = await second(t, console);
  await ear.until(BUSY);
  await ear.hasEnded;
});

test('a typist who has said nothing for two minutes gives way, or one who vanished would keep the console for ever', async (t) => {
  const console = await startNoisyConsole('tcp');
  t.after(() => console.stop());
  await console.pass(120_100);
  const { ear, type } = await second(t, console);
  type('AT\r\n');
  await console.pass(100);
  await ear.until('\r\nOK\r\n');
  assert.match(console.heard(), /somebody else types/);
});
