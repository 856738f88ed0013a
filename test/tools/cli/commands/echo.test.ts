import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deadTarget, goodEcho, tcpServer, udpServer } from '../../peers/echo-servers.ts';
import { runHere } from '../cli-host.ts';

test('prints a table and a verdict, and ends with status 0', async (t) => {
  const { port } = await tcpServer(t, goodEcho);
  const { status, stdout, stderr } = await runHere([
    'echo',
    `127.0.0.1:${port}`,
    '--clients',
    '2',
    '--count',
    '5',
  ]);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  const lines = stdout.trimEnd().split('\n');
  assert.equal(lines[0], `TCP echo on 127.0.0.1:${port}, 2 clients; p50, p95, p99 in ms`);
  assert.match(stdout, /│ {2}1024 │ {3}10 │ {4}0 │ {5}0 │/);
  assert.equal(lines.at(-1), 'All 30 messages came back unchanged.');
  assert.deepEqual(
    lines.filter((line) => line.length > 80),
    [],
  );
});

test('--json gives the same figures as one object', async (t) => {
  const { port } = await tcpServer(t, goodEcho);
  const { status, stdout } = await runHere([
    'echo',
    `127.0.0.1:${port}`,
    '--count',
    '5',
    '--size',
    '16',
    '--json',
  ]);
  const report = JSON.parse(stdout);
  assert.equal(status, 0);
  assert.equal(report.outcome, 'ok');
  assert.equal(report.sizes[0].answered, 5);
  assert.ok(report.sizes[0].latency.p99Ms > 0);
});

test('ends with status 1 and the first fault when a byte came back changed', async (t) => {
  const { port } = await tcpServer(t, (socket) => {
    socket.on('data', (bytes) => socket.write(bytes.map((byte) => byte ^ 1)));
  });
  const { status, stdout, stderr } = await runHere([
    'echo',
    `127.0.0.1:${port}`,
    '--count',
    '2',
    '--size',
    '8',
  ]);
  assert.equal(status, 1);
  assert.match(stdout, /client 1: message 1, byte 0: sent/);
  assert.equal(stderr, '2 of 2 messages came back, 2 of them wrong.\n');
});

test('ends with status 4 when answers stop coming', async (t) => {
  const { port } = await tcpServer(t, () => {});
  const { status, stderr } = await runHere(['echo', `127.0.0.1:${port}`, '--size', '8', '--timeout', '0.04']);
  assert.equal(status, 4);
  assert.equal(stderr, '0 of 1 messages came back, 1 timed out; 99 were not sent.\n');
});

test('ends with status 3 when nobody listens, by TCP and by UDP', async () => {
  const { port } = await deadTarget();
  const tcp = await runHere(['echo', `127.0.0.1:${port}`]);
  assert.equal(tcp.status, 3);
  assert.match(tcp.stderr, /connection refused/);
  const udp = await runHere(['echo', `127.0.0.1:${port}`, '--udp']);
  assert.equal(udp.status, 3);
  assert.equal(udp.stdout, '');
  assert.match(udp.stderr, /connection refused/);
});

test('ends with status 1 when some datagrams are lost', async (t) => {
  const { port } = await udpServer(t, (datagram, reply, number) => {
    if (number !== 2) reply(datagram);
  });
  const args = ['echo', `127.0.0.1:${port}`, '--udp', '--size', '32', '--count', '4', '--timeout', '0.04'];
  const { status, stderr } = await runHere(args);
  assert.equal(status, 1);
  assert.equal(stderr, '3 of 4 messages came back, 1 timed out.\n');
});

test('Ctrl-C ends the run with status 130 and the figures so far', async (t) => {
  const stop = new AbortController();
  let seen = 0;
  const { port } = await tcpServer(t, (socket) => {
    socket.on('data', (bytes) => {
      seen += 1;
      if (seen === 3) stop.abort();
      else socket.write(bytes);
    });
  });
  const { status, stderr } = await runHere(['echo', `127.0.0.1:${port}`], { signal: stop.signal });
  assert.equal(status, 130);
  assert.equal(stderr, 'Stopped; 2 of 3 messages came back; 297 were not sent.\n');
});

test('shows progress on a terminal', async (t) => {
  const { port } = await tcpServer(t, goodEcho);
  const { stderr } = await runHere(['echo', `127.0.0.1:${port}`, '--size', '16'], { isTTY: true });
  assert.match(stderr, /16 bytes \[/);
});
