/** Every command ends when it is told to, whatever it is doing, with the status that docs/exit-statuses.md names. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { imageFolder } from '../support/board-image.ts';
import { ROOT, type Running, tinwire } from './clone.ts';
import { inTerminal } from './terminal.ts';

/** 2 s are promised; a computer that runs other tests meanwhile is slower. */
const PROMISED_MS = 4000;
const LOOP = 'for(;;)digitalRead(D0);';

/** Programs that never give the turn back, by where they stand. */
const LOOPS: Readonly<Record<string, string>> = {
  'at its start': `print("looping");${LOOP}`,
  'in a timer': `setTimeout(function(){print("looping");${LOOP}},50)`,
  "in a promise's callback": `Promise.resolve(1).then(function(){print("looping");${LOOP}})`,
  'in a function that sort calls': `setTimeout(function(){print("looping");[2,1].sort(function(){${LOOP}})},50)`,
  'in a regular expression':
    'setTimeout(function(){print("looping");"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab".match(/a*a*a*a*a*a*a*a*a*a*a*a*a*a*c/)},50)',
  'in output without end': 'print("looping");for(;;)print("flood")',
};

/** Sends the signal and resolves to the status; fails when that takes longer than promised. */
async function endedBy(running: Running, signal: NodeJS.Signals): Promise<number | null> {
  const startMs = performance.now();
  running.child.kill(signal);
  const status = await running.ended;
  const tookMs = performance.now() - startMs;
  assert.ok(tookMs < PROMISED_MS, `it took ${Math.round(tookMs)} ms`);
  return status;
}

/** A server that takes what comes and says nothing: its address, and when something has come. */
async function silentServer(t: TestContext): Promise<{ address: string; asked: Promise<unknown> }> {
  let isAsked: (value?: unknown) => void = () => {};
  const asked = new Promise((resolve) => {
    isAsked = resolve;
  });
  const server = createServer((socket) => socket.on('error', () => {}).on('data', isAsked));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** The same for datagrams. */
async function silentSocket(t: TestContext): Promise<{ port: string; asked: Promise<unknown> }> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  t.after(() => socket.close());
  return { port: String(socket.address().port), asked: once(socket, 'message') };
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
let turn = 0;
for (const [where, code] of Object.entries(LOOPS)) {
  const signal = SIGNALS[turn++ % SIGNALS.length] ?? 'SIGINT';
  test(`a board that loops ${where} ends with status 0 at ${signal}`, async (t) => {
    const sim = tinwire(t, ROOT, ['sim', '--image', imageFolder(t, code)]);
    await sim.waitFor(/looping/);
    assert.equal(await endedBy(sim, signal), 0);
  });
}

test('a board that loops is told of in one line with its place in the TypeScript', async (t) => {
  const sim = tinwire(t, ROOT, ['sim', '--image', imageFolder(t, LOOPS['in a timer'] ?? '')]);
  await sim.waitFor(
    /^virtual esp32: the program has been busy for several seconds, at \S*program\.ts:1:1\./m,
  );
  assert.equal(await endedBy(sim, 'SIGINT'), 0);
});

test('a board on a USB port that loops is reset, and ends', async (t) => {
  const sim = tinwire(t, ROOT, [
    ...['sim', '--image', imageFolder(t, `print("looping");${LOOP}`), '--usb', 'tcp:0', '--control', 'tcp:0'],
    '--verbose',
  ]);
  const [, port] = await sim.waitFor(/Control port: tcp:\/\/127\.0\.0\.1:(\d+)/);
  await sim.waitFor(/looping/);
  const control = connect(Number(port), '127.0.0.1');
  t.after(() => control.destroy());
  control.write('boot\n');
  const [answer] = (await once(control, 'data')) as [Buffer];
  assert.equal(answer.toString(), 'ok\n');
  await sim.waitFor(/esp32: rom/);
  control.write('reset\n');
  await sim.waitFor(/esp32: rom[\s\S]*esp32: run/);
  assert.equal(await endedBy(sim, 'SIGTERM'), 0);
});

/** How each command is brought into the middle of its work, and what it ends with at SIGINT and at SIGTERM. */
const COMMANDS: Readonly<
  Record<
    string,
    {
      readonly statuses: readonly [number, number];
      readonly says: RegExp;
      begin(t: TestContext): Promise<Running>;
    }
  >
> = {
  serve: {
    statuses: [0, 0],
    says: /listening/,
    async begin(t) {
      const running = tinwire(t, ROOT, ['serve', 'tcp', '--port', '0', '--host', '127.0.0.1']);
      await running.waitFor(/listening/);
      return running;
    },
  },
  connect: {
    statuses: [0, 0],
    says: /"event":"closed"/,
    async begin(t) {
      const { address } = await silentServer(t);
      const running = tinwire(t, ROOT, ['connect', 'tcp', address, '--wait', '60', '--json']);
      await running.waitFor(/connected/);
      return running;
    },
  },
  'send --wait': {
    statuses: [130, 143],
    says: /Sent 5 bytes.*\nStopped while waiting for more answers\./,
    async begin(t) {
      const { port, asked } = await silentSocket(t);
      const running = tinwire(t, ROOT, ['send', 'udp', `127.0.0.1:${port}`, 'hello', '--wait', '60']);
      await asked;
      return running;
    },
  },
  find: {
    statuses: [130, 143],
    says: /Stopped; 0 boards answered\./,
    async begin(t) {
      const { port, asked } = await silentSocket(t);
      const running = tinwire(t, ROOT, ['find', '--host', '127.0.0.1', '--port', port, '--wait', '60']);
      await asked;
      return running;
    },
  },
  echo: {
    statuses: [130, 143],
    says: /p50[\s\S]*Stopped; 0 of 1 messages came back; 99 were not sent\./,
    async begin(t) {
      const { address, asked } = await silentServer(t);
      const running = tinwire(t, ROOT, ['echo', address, '--timeout', '60', '--size', '16']);
      await asked;
      return running;
    },
  },
  build: {
    statuses: [130, 143],
    says: /linux: stopped before the image was finished; its folder is unchanged\./,
    async begin(t) {
      const running = tinwire(t, ROOT, ['build', '--board', 'linux']);
      await running.waitFor(/Building linux/);
      return running;
    },
  },
};
for (const [name, { begin, says, statuses }] of Object.entries(COMMANDS)) {
  for (const [index, signal] of (['SIGINT', 'SIGTERM'] as const).entries()) {
    test(`${name} ends with status ${statuses[index]} at ${signal}, and says what it has`, async (t) => {
      const running = await begin(t);
      assert.equal(await endedBy(running, signal), statuses[index]);
      assert.match(running.output.both, says);
    });
  }
}

test('Ctrl-C in a terminal ends sim with status 0', async (t) => {
  const folder = imageFolder(t, `setTimeout(function(){print("looping");${LOOP}},50)`);
  const sim = inTerminal(t, ['sim', '--image', folder]);
  await sim.waitFor(/looping/);
  sim.type('\x03');
  assert.equal(await sim.ended, 0);
});

test('Ctrl-C in a terminal prints the table of echo and ends it with status 130', async (t) => {
  const { address, asked } = await silentServer(t);
  const echo = inTerminal(t, ['echo', address, '--timeout', '60', '--size', '16']);
  await asked;
  echo.type('\x03');
  assert.equal(await echo.ended, 130);
  assert.match(echo.text(), /p50[\s\S]*Stopped; 0 of 1 messages came back/);
});
