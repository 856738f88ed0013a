/** What a newcomer does, as processes of their own with real sockets. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT, run, tinwire } from './clone.ts';

/** A port that was free a moment ago. */
async function somePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Sends a line as `nc` would and resolves to the line that comes back. */
async function talk(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`${text}\n`);
  let answer = '';
  for await (const chunk of socket) {
    answer += String(chunk);
    if (answer.endsWith('\n')) break;
  }
  return answer.trimEnd();
}

/** Whether anybody listens there. */
async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

test('npm start -- --once echoes once, shows it on the OLED, and ends with status 0', async (t) => {
  const port = await somePort();
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const running = run(t, ROOT, npm, ['start', '--silent', '--', '--once', '--port', String(port)]);
  assert.equal(await running.ended, 0, running.output.stderr);
  const { stdout } = running.output;
  assert.match(stdout, /Sent hello, board, received the same in \d+\.\d ms\./);
  assert.match(stdout, /╭─ esp32 OLED ─+╮\n(?:│[⠀-⣿]{64}│\n){16}╰─{64}╯/);
  assert.equal(await answers(port), false);
});

test('on a taken port takes the next one, answers until Ctrl-C, and then ends with status 0 and all closed', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const taken = (server.address() as AddressInfo).port;

  const running = tinwire(t, ROOT, ['start', '--port', String(taken)]);
  const port = Number((await running.waitFor(/connect tcp 127\.0\.0\.1:(\d+)/))[1]);
  assert.ok(port > taken);
  assert.match(
    running.output.stderr,
    new RegExp(`Port ${taken} is already in use: the board listens on ${port}\\.`),
  );
  assert.equal(await talk(port, 'first'), 'first');
  assert.equal(await talk(port, 'second'), 'second');

  const sizes = ['--clients', '3', '--size', '16,537,1024', '--count', '20', '--json'];
  const echo = tinwire(t, ROOT, ['echo', `127.0.0.1:${port}`, ...sizes]);
  assert.equal(await echo.ended, 0, echo.output.stderr);
  const report = JSON.parse(echo.output.stdout);
  assert.deepEqual(
    report.sizes.map(({ answered }: { answered: number }) => answered),
    [60, 60, 60],
  );

  const client = connect(port, '127.0.0.1');
  client.on('error', () => {});
  await once(client, 'connect');
  // `once` would reject at a reset, which is a close as good as any.
  const closed = new Promise((resolve) => client.on('close', resolve));
  running.child.kill('SIGINT');
  assert.equal(await running.ended, 0);
  await closed;
  assert.equal(await answers(port), false);
});

test('a built image runs again without its sources, and its OLED goes into a picture', async (t) => {
  const build = tinwire(t, ROOT, ['build', '--board', 'mpython']);
  assert.equal(await build.ended, 0, build.output.stderr);
  assert.match(build.output.stdout, /mpython: .*\n[\s\S]*variables: [\d,]+ of [\d,]+ used/);
  const png = path.join(ROOT, 'dist', 'journey.png');
  const sim = tinwire(t, ROOT, [
    'sim',
    '--board',
    'mpython',
    '--once',
    '--png',
    png,
    '--port',
    String(await somePort()),
  ]);
  assert.equal(await sim.ended, 0, sim.output.stderr);
});
