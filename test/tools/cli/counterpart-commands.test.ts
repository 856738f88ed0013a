/** The laptop's side of the tutorials as processes: what they print, how they end, and both sides against each other. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Running, tinwire } from '../../journeys/clone.ts';
import { ROOT, runHere } from './cli-host.ts';

const hasNc = spawnSync('nc', ['-h']).error === undefined;

/** Elsewhere 127.0.0.2 is no address of the computer. */
const isLinux = process.platform === 'linux';

const noSignals =
  process.platform === 'win32' ? 'Windows ends a process that is sent SIGINT by another one' : false;

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

test('002-01 002-02 002-05 the client of tutorial 002 greets and echoes what the server sends', {
  skip: noSignals,
}, async (t) => {
  const { running, port } = await serve(t, ['tcp', '--greeting', '你好世界', '--tutorial', '000']);
  const client = tinwire(t, ROOT, ['connect', 'tcp', `127.0.0.1:${port}`, '--tutorial', '002']);
  await running.waitFor(/"text":"hello mPython,I am TCP Client/);
  await running.waitFor(/你好世界"/);
  await client.waitFor(/你好世界/);
  running.child.kill('SIGINT');
  assert.equal(await client.ended, 0);
  assert.match(client.output.stdout, /close socket\n$/);
});

test('000-F5 Ctrl-C closes listener and clients, and the status is 0', { skip: noSignals }, async (t) => {
  for (const protocol of ['tcp', 'udp']) {
    const { running, port } = await serve(t, [protocol]);
    const client = protocol === 'tcp' ? connect(port, '127.0.0.1').resume() : undefined;
    if (client !== undefined) await running.waitFor(/"event":"accepted"/);
    const isClosed = client === undefined ? undefined : once(client, 'end');
    running.child.kill('SIGINT');
    await isClosed;
    assert.equal(await running.ended, 0);
  }
});

test('000-F4 without --host a server listens on all addresses of this computer, with it on that one', {
  skip: isLinux ? false : 'this computer has no second address',
}, async (t) => {
  const everywhere = tinwire(t, ROOT, ['serve', 'tcp', '--port', '0', '--json']);
  const [, all] = await everywhere.waitFor(/"event":"listening","host":"0\.0\.0\.0","port":(\d+)/);
  assert.ok(await isAnswered('127.0.0.1', Number(all)));
  assert.ok(await isAnswered('127.0.0.2', Number(all)));
  const { port } = await serve(t, ['tcp']);
  assert.ok(await isAnswered('127.0.0.1', port));
  assert.ok(!(await isAnswered('127.0.0.2', port)));
});

/** Whether somebody listens there. */
function isAnswered(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

test('lines that are typed go to every client of a server', { timeout: 30_000 }, async (t) => {
  const tool = path.join(ROOT, 'tools/tinwire.mjs');
  const args = [tool, 'serve', 'tcp', '--host', '127.0.0.1', '--port', '0', '--json'];
  const server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => server.kill('SIGKILL'));
  const [listening] = (await once(server.stdout, 'data')) as [Buffer];
  const client = connect(Number(/"port":(\d+)/.exec(String(listening))?.[1]), '127.0.0.1');
  t.after(() => client.destroy());
  await once(server.stdout, 'data');
  server.stdin.write('hello, clients\n');
  const [received] = (await once(client, 'data')) as [Buffer];
  assert.equal(String(received), 'hello, clients\r\n');
});

test('002-17 the client sees its own text again from the server of tutorial 002', async (t) => {
  const { running, port } = await serve(t, ['tcp', '--tutorial', '002']);
  const { status, stdout } = await runHere(['connect', 'tcp', `127.0.0.1:${port}`, '--wait', '0.2'], {
    stdin: '你好,掌控板\n',
  });
  assert.equal(status, 0);
  assert.equal(stdout, '你好,掌控板\n');
  await running.waitFor(/"event":"closed"/);
});

test('004-05 what nc says and hears passes unchanged', {
  skip: hasNc ? false : 'nc is not installed',
}, async (t) => {
  const running = tinwire(t, ROOT, [
    ...[
      'serve',
      'tcp',
      '--tutorial',
      '004',
      '--greeting',
      '你好',
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--json',
    ],
  ]);
  const [, port = ''] = await running.waitFor(/"event":"listening".*"port":(\d+)/);
  const nc = spawn('nc', ['127.0.0.1', port]);
  t.after(() => nc.kill());
  const [received] = (await once(nc.stdout, 'data')) as [Buffer];
  assert.deepEqual(received, Buffer.from([0xe4, 0xbd, 0xa0, 0xe5, 0xa5, 0xbd]));
  nc.stdin.write('再见\r\n');
  await running.waitFor(/"event":"received".*"bytes":8,"text":"再见\\r\\n"/);
});

test('in a pipe all lines are sent, the answers are shown, and a silence ends it', async (t) => {
  const { port } = await serve(t, ['tcp', '--reply', 'echo']);
  const { status, stdout } = await runHere(['connect', 'tcp', `127.0.0.1:${port}`, '--wait', '0.2'], {
    stdin: 'one\ntwo\n',
  });
  assert.equal(status, 0);
  assert.deepEqual(stdout.trim().split(/\s+/), ['one', 'two']);
});

test('in a pipe a server that never falls silent is left after ten times that silence', async (t) => {
  const server = createServer((socket) => {
    const talk = setInterval(() => socket.write('tick\n'), 20);
    socket.on('error', () => {});
    socket.on('close', () => clearInterval(talk));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const client = spawn(
    process.execPath,
    [path.join(ROOT, 'tools/tinwire.mjs'), 'connect', 'tcp', `127.0.0.1:${port}`, '--wait', '0.1'],
    { stdio: ['pipe', 'ignore', 'ignore'], timeout: 10_000, killSignal: 'SIGKILL' },
  );
  client.stdin.end('hello\n');
  const [status] = await once(client, 'close');
  assert.equal(status, 0);
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

test('003-F6 the client of tutorial 003 ends with 4 when no answer comes', async (t) => {
  const { port } = await serve(t, ['tcp']);
  const args = ['connect', 'tcp', `127.0.0.1:${port}`, '--tutorial', '003', '--timeout', '0.2'];
  const { status, stdout, stderr } = await runHere(args);
  assert.equal(status, 4);
  assert.equal(stdout, '');
  assert.match(stderr, /: no answer within 0\.2 s\./);
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
  assert.match(stderr, /^tinwire: board on 127\.0\.0\.1:1: connection refused\.\n/);
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
