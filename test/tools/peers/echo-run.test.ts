import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ToolError } from '../../../tools/errors.ts';
import type { EchoPlan } from '../../../tools/peers/echo-plan.ts';
import { type EchoReport, runEcho } from '../../../tools/peers/echo-run.ts';
import type { Target } from '../../../tools/peers/target.ts';
import { deadTarget, goodEcho, tcpServer, udpServer } from './echo-servers.ts';

function plan(target: Target, changes: Partial<EchoPlan> = {}): EchoPlan {
  return {
    target,
    protocol: 'tcp',
    clients: 1,
    sizesBytes: [16],
    count: 20,
    seconds: null,
    timeoutMs: 5000,
    window: 1,
    isLines: false,
    ...changes,
  };
}

async function run(target: Target, changes: Partial<EchoPlan> = {}): Promise<EchoReport> {
  return runEcho(plan(target, changes));
}

test('counts every message of several clients and sizes that came back byte for byte', async (t) => {
  const report = await run(await tcpServer(t, goodEcho), {
    clients: 3,
    sizesBytes: [1, 537, 70_000],
    count: 10,
  });
  assert.equal(report.outcome, 'ok');
  assert.deepEqual(
    report.sizes.map(({ sizeBytes, sent, answered, lost, mismatched }) => [
      sizeBytes,
      sent,
      answered,
      lost,
      mismatched,
    ]),
    [
      [1, 30, 30, 0, 0],
      [537, 30, 30, 0, 0],
      [70_000, 30, 30, 0, 0],
    ],
  );
  for (const { latency, fairness, clients } of report.sizes) {
    assert.ok(
      latency !== null &&
        latency.p50Ms > 0 &&
        latency.p50Ms <= latency.p95Ms &&
        latency.p95Ms <= latency.maxMs,
    );
    assert.ok(fairness.index > 0.3 && fairness.index <= 1.000001);
    assert.deepEqual(
      clients.map(({ answered }) => answered),
      [10, 10, 10],
    );
  }
});

test('keeps one message under way for each client unless a window is asked for', async (t) => {
  const max = { one: 0, four: 0 };
  let key: keyof typeof max = 'one';
  const target = await tcpServer(t, (socket) => {
    let waiting = 0;
    socket.on('data', (bytes) => {
      waiting += bytes.length;
      max[key] = Math.max(max[key], waiting);
      setImmediate(() => {
        waiting -= bytes.length;
        socket.write(bytes);
      });
    });
  });
  await run(target, { sizesBytes: [8] });
  key = 'four';
  await run(target, { sizesBytes: [8], window: 4 });
  assert.equal(max.one, 8);
  assert.ok(max.four > 8 && max.four <= 32, `${max.four} bytes were under way`);
});

test('names the message and the byte that came back changed', async (t) => {
  let seen = 0;
  const target = await tcpServer(t, (socket) => {
    socket.on('data', (bytes) => {
      seen += 1;
      if (seen === 3) bytes[5] = (bytes[5] ?? 0) ^ 0xff;
      socket.write(bytes);
    });
  });
  const report = await run(target);
  assert.equal(report.outcome, 'failed');
  assert.equal(report.sizes[0]?.mismatched, 1);
  assert.equal(report.sizes[0]?.answered, 20);
  assert.match(
    report.faults[0] ?? '',
    /^client 1: message 3, byte 5: sent 0x[0-9a-f]{2}, came back as 0x[0-9a-f]{2}/,
  );
});

test('finds an answer that was sent twice, even after the last message', async (t) => {
  const target = await tcpServer(t, (socket) => {
    socket.on('data', (bytes) => socket.write(Buffer.concat([bytes, bytes])));
  });
  const report = await run(target, { count: 1 });
  assert.equal(report.outcome, 'failed');
  assert.match(report.faults[0] ?? '', /16 unexpected bytes came after the last answer/);
});

test('says what a server wrote when it turns a client away', async (t) => {
  const target = await tcpServer(t, (socket, number) => {
    if (number === 1) goodEcho(socket);
    else socket.end('full: 1 of 1 places taken\n');
  });
  const report = await run(target, { clients: 2, sizesBytes: [64] });
  assert.equal(report.outcome, 'failed');
  assert.match(report.faults.join('\n'), /full: 1 of 1 places taken/);
  const rates = report.sizes[0]?.clients.map(({ answered }) => answered).sort();
  assert.deepEqual(rates, [0, 20]);
  assert.ok((report.sizes[0]?.fairness.index ?? 1) < 0.51);
});

test('counts what was under way as lost when the server closes in the middle', async (t) => {
  const target = await tcpServer(t, (socket) => {
    let seen = 0;
    socket.on('data', (bytes) => {
      seen += 1;
      if (seen < 5) socket.write(bytes);
      else socket.end(bytes.subarray(0, 3));
    });
  });
  const report = await run(target);
  assert.equal(report.outcome, 'failed');
  assert.equal(report.sizes[0]?.answered, 4);
  assert.equal(report.sizes[0]?.lost, 1);
  assert.match(report.faults[0] ?? '', /closed the connection/);
});

test('ends as timed out when answers stop coming', async (t) => {
  const target = await tcpServer(t, (socket) => {
    socket.once('data', (bytes) => socket.write(bytes));
  });
  const report = await run(target, { timeoutMs: 60 });
  assert.equal(report.outcome, 'timed-out');
  assert.equal(report.sizes[0]?.timedOut, 1);
  assert.match(report.faults[0] ?? '', /no answer within 0\.06 s/);
});

test('each answer has the whole time-out for itself', async (t) => {
  const target = await tcpServer(t, (socket) => {
    socket.on('data', (bytes) => setTimeout(() => socket.write(bytes), 300));
  });
  const report = await run(target, { timeoutMs: 1000, count: 5 });
  assert.equal(report.outcome, 'ok', report.faults.join());
});

test('stops by the clock when told to run for a time', async (t) => {
  const report = await run(await tcpServer(t, goodEcho), { seconds: 0.1 });
  assert.equal(report.outcome, 'ok');
  const size = report.sizes[0];
  assert.ok(size !== undefined && size.elapsedMs >= 99 && size.answered > 1);
});

test('a stopped run reports what it had, and opens nothing more', async (t) => {
  const stop = new AbortController();
  const target = await tcpServer(t, goodEcho);
  const report = await runEcho(plan(target, { sizesBytes: [16, 32], seconds: 60 }), {
    signal: stop.signal,
    onProgress: ({ answered }) => {
      if (answered === 5) stop.abort();
    },
  });
  assert.equal(report.outcome, 'stopped');
  assert.equal(report.sizes.length, 1);
  assert.equal(report.sizes[0]?.answered, 5);
});

test('messages by the line hold one line feed, at their end', async (t) => {
  const arrived: Buffer[] = [];
  const target = await tcpServer(t, (socket) => {
    socket.on('data', (bytes) => {
      arrived.push(bytes);
      socket.write(bytes);
    });
  });
  const report = await run(target, { isLines: true, sizesBytes: [400], count: 10 });
  assert.equal(report.outcome, 'ok');
  for (const bytes of arrived) {
    assert.equal(bytes.indexOf('\n'), 399);
    assert.equal(bytes.indexOf('\r'), -1);
  }
});

test('throws CONNECT_REFUSED when nobody listens', async () => {
  const target = await deadTarget();
  await assert.rejects(run(target), (error: ToolError) => {
    assert.equal(error.code, 'CONNECT_REFUSED');
    assert.equal(error.message, `board on 127.0.0.1:${target.port}: connection refused.`);
    return true;
  });
});

test('UDP: checks every datagram by its sequence number', async (t) => {
  const report = await run(await udpServer(t, (datagram, reply) => reply(datagram)), {
    protocol: 'udp',
    clients: 2,
    sizesBytes: [4, 260, 1400],
    window: 3,
  });
  assert.equal(report.outcome, 'ok');
  assert.deepEqual(
    report.sizes.map(({ answered }) => answered),
    [40, 40, 40],
  );
});

test('UDP: counts lost datagrams and goes on with the others', async (t) => {
  const target = await udpServer(t, (datagram, reply, number) => {
    if (number % 5 !== 0) reply(datagram);
  });
  const report = await run(target, { protocol: 'udp', timeoutMs: 30 });
  assert.equal(report.outcome, 'failed');
  assert.equal(report.sizes[0]?.sent, 20);
  assert.equal(report.sizes[0]?.lost, 4);
  assert.equal(report.sizes[0]?.answered, 16);
});

test('UDP: says by how much a datagram was cut', async (t) => {
  const target = await udpServer(t, (datagram, reply) => reply(datagram.subarray(0, 528)));
  const report = await run(target, { protocol: 'udp', sizesBytes: [600], count: 2 });
  assert.equal(report.outcome, 'failed');
  assert.equal(report.sizes[0]?.mismatched, 2);
  assert.match(report.faults[0] ?? '', /was cut: 600 bytes sent, 528 came back/);
});

test('UDP: an answer that comes twice is counted as late, not as another one', async (t) => {
  const target = await udpServer(t, (datagram, reply) => {
    reply(datagram);
    reply(datagram);
  });
  const report = await run(target, { protocol: 'udp', count: 5 });
  assert.equal(report.outcome, 'ok');
  assert.equal(report.sizes[0]?.answered, 5);
  assert.ok((report.sizes[0]?.late ?? 0) >= 4);
});

test('UDP: no answer at all is a time-out', async (t) => {
  const report = await run(await udpServer(t, () => {}), { protocol: 'udp', count: 2, timeoutMs: 30 });
  assert.equal(report.outcome, 'timed-out');
  assert.equal(report.sizes[0]?.lost, 2);
});

test('UDP: a port that nobody serves is no board', async () => {
  const report = await run(await deadTarget(), { protocol: 'udp', sizesBytes: [16, 32] });
  assert.equal(report.outcome, 'no-board');
});

const BAD_PLANS: readonly (readonly [string, Partial<EchoPlan>, RegExp])[] = [
  ['no size', { sizesBytes: [] }, /^--size: no sizes given/],
  ['an empty message', { sizesBytes: [0] }, /^--size: 0 is out of range/],
  [
    'a datagram without room for its number',
    { protocol: 'udp', sizesBytes: [3] },
    /^--size: 3 is out of range/,
  ],
  ['a datagram larger than IPv4 carries', { protocol: 'udp', sizesBytes: [65_508] }, /^--size: 65508/],
  ['no client', { clients: 0 }, /^--clients: 0/],
  ['too many clients', { clients: 101 }, /^--clients: 101/],
  ['no window', { window: 0 }, /^--window: 0/],
  ['no message', { count: 0 }, /^--count: 0/],
  ['no time', { seconds: 0 }, /^--seconds: 0/],
  ['no wait', { timeoutMs: 0 }, /^--timeout: 0 s/],
  ['lines by UDP', { protocol: 'udp', isLines: true }, /^--lines/],
];
for (const [name, changes, message] of BAD_PLANS) {
  test(`refuses a plan with ${name} before it opens anything`, async (t: TestContext) => {
    let connections = 0;
    const target = await tcpServer(t, () => {
      connections += 1;
    });
    await assert.rejects(run(target, changes), { code: 'ECHO_PLAN', message });
    assert.equal(connections, 0);
  });
}
