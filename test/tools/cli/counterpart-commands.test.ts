/** The laptop's side of the tutorials as processes: what they print, how they end, and both sides against each other. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Running, tinwire } from '../../journeys/clone.ts';
import { ROOT, runHere } from './cli-host.ts';

/** A server as a process; its port from the first event. */
async function serve(t: TestContext, args: readonly string[]): Promise<{ running: Running; port: number }> {
  const running = tinwire(t, ROOT, ['serve', ...args, '--host', '127.0.0.1', '--port', '0', '--json']);
  const [, port] = await running.waitFor(/"event":"listening".*"port":(\d+)/);
  return { running, port: Number(port) };
}

test('003-07 003-08 the client of tutorial 003 gets one answer from the server of tutorial 003 and ends with 0', async (t) => {
  const { running, port } = await serve(t, ['tcp', '--tutorial', '003']);
  const args = ['connect', 'tcp', `127.0.0.1:${port}`, '--tutorial', '003', '--greeting', 'hello,esp32!'];
  const { status, stdout } = await runHere(args);
  assert.equal(status, 0);
  assert.equal(stdout, 'response : response...\n');
  await running.waitFor(/"event":"received".*"text":"hello,esp32!"/);
});

test('002-01 002-02 002-05 the client of tutorial 002 greets and echoes what the server sends', async (t) => {
  const { running, port } = await serve(t, ['tcp', '--greeting', '你好世界', '--tutorial', '000']);
  const client = tinwire(t, ROOT, ['connect', 'tcp', `127.0.0.1:${port}`, '--tutorial', '002']);
  await running.waitFor(/"text":"hello mPython,I am TCP Client/);
  await running.waitFor(/你好世界"/);
  await client.waitFor(/你好世界/);
  running.child.kill('SIGINT');
  assert.equal(await client.ended, 0);
  assert.match(client.output.stdout, /close socket\n$/);
});

test('000-F5 Ctrl-C closes listener and clients, and the status is 0', async (t) => {
  const { running } = await serve(t, ['tcp', '--tutorial', '000']);
  running.child.kill('SIGINT');
  assert.equal(await running.ended, 0);
});

test('in a pipe all lines are sent, the answers are shown, and a silence ends it', async (t) => {
  const { port } = await serve(t, ['tcp', '--reply', 'echo']);
  const { status, stdout } = await runHere(['connect', 'tcp', `127.0.0.1:${port}`, '--wait', '0.2'], {
    stdin: 'one\ntwo\n',
  });
  assert.equal(status, 0);
  assert.deepEqual(stdout.trim().split(/\s+/), ['one', 'two']);
});

test('003-04 a datagram is sent, and the command ends with 0 without an answer', async (t) => {
  const { running, port } = await serve(t, ['udp', '--tutorial', '003']);
  const { status, stderr } = await runHere(['send', 'udp', `127.0.0.1:${port}`, 'hello,esp32!']);
  assert.equal(status, 0);
  assert.match(stderr, /Sent 12 bytes/);
  await running.waitFor(/"bytes":12,"text":"hello,esp32!"/);
});

test('000-F6 the sender counts bytes, not characters', async (t) => {
  const { port } = await serve(t, ['udp', '--reply', 'echo']);
  const { status, stdout, stderr } = await runHere([
    'send',
    'udp',
    `127.0.0.1:${port}`,
    '你好',
    '--wait',
    '0.3',
  ]);
  assert.equal(status, 0);
  assert.equal(stdout, '你好\n');
  assert.match(stderr, /Sent 6 bytes/);
});

test('003-F6 an answer that does not come is waited for no longer than asked', async (t) => {
  const { port } = await serve(t, ['udp', '--tutorial', '003']);
  const { status, stderr } = await runHere(['send', 'udp', `127.0.0.1:${port}`, 'x', '--wait', '0.1']);
  assert.equal(status, 4);
  assert.match(stderr, /No answer within 0\.1 s\./);
});

test('nobody who listens is one line and status 3', async () => {
  const { status, stdout, stderr } = await runHere(['connect', 'tcp', '127.0.0.1:1', '--greeting', 'x']);
  assert.equal(status, 3);
  assert.equal(stdout, '');
  assert.match(stderr, /^tinwire: board on 127\.0\.0\.1:1: nothing listens there\.\n/);
});

test('a log file gets what is shown, with the time', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-log-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { port } = await serve(t, ['tcp', '--tutorial', '003']);
  const log = path.join(folder, 'talk.txt');
  const args = ['connect', 'tcp', `127.0.0.1:${port}`, '--tutorial', '003', '--greeting', 'hi', '--log', log];
  assert.equal((await runHere(args)).status, 0);
  assert.match(readFileSync(log, 'utf8'), /^\d{4}-\d\d-\d\dT[\d:.]+Z response : response\.\.\.\n$/);
});
