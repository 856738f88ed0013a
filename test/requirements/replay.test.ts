/** A replay that never fails would show nothing: each kind of step against a program that does something else. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { lineBook, type ProgramDriver } from './driver.ts';
import { replay } from './replay.ts';
import { bytesOf, type Step, type Trace } from './trace.ts';

/** A server that prints `ready`, and what came as `got <bytes>` with its end; it answers `pong`. */
async function ponger(): Promise<ProgramDriver> {
  const book = lineBook();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      book.add([`got ${bytes}`]);
      socket.write('pong');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  book.add(['ready']);
  return {
    ...book,
    port: typeof address === 'object' && address !== null ? address.port : 0,
    ip: '127.0.0.1',
    nameOf: ({ place }) => `place ${place}`,
    type: (bytes) => book.add([`typed ${Buffer.from(bytes)}`]),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function traceOf(steps: readonly Step[], isExact = false): Trace {
  return {
    id: 'T',
    title: 'a trace',
    requirements: [],
    program: 'tcp-server',
    tutorial: '000',
    on: [],
    isExact,
    origin: 'this test',
    steps,
  };
}

const READY: Step = ['it', 'prints', 'ready'];
const TALK: readonly Step[] = [READY, ['A', 'connects'], ['A', 'sends', 'ping']];

test('steps that come about are played to their end', () =>
  replay(
    traceOf([...TALK, ['A', 'gets', 'pong'], ['it', 'prints', 'got ping'], ['keys', 'types', 'x']]),
    ponger,
  ));

test('other bytes than a step names are refused with the step', () =>
  assert.rejects(
    replay(traceOf([...TALK, ['A', 'gets', 'pang']]), ponger),
    /step 4, \["A","gets","pang"\]: .*pong/s,
  ));

test('bytes that no step has read are refused', () =>
  assert.rejects(
    replay(traceOf([...TALK, ['A', 'gets', 'po'], ['it', 'prints', 'got ping']]), ponger),
    /A got more/,
  ));

test('an exact trace refuses lines that no step names, another does not', async () => {
  const steps: Step[] = [...TALK, ['A', 'gets', 'pong']];
  await replay(traceOf(steps), ponger);
  await assert.rejects(replay(traceOf(steps, true), ponger), /printed more/);
});

test('a line that was named once is not named again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const isRefused = assert.rejects(replay(traceOf([READY, READY]), ponger), /step 2, .*: it printed \[\]/);
  const done = isRefused.then(() => true);
  let isDone: boolean | undefined;
  while (!isDone) {
    t.mock.timers.tick(10_000);
    isDone = await Promise.race([
      done,
      new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined))),
    ]);
  }
});

test('bytes are a text, hex, or a text many times with another in front', () => {
  assert.deepEqual(bytesOf(), Buffer.alloc(0));
  assert.deepEqual(bytesOf('你'), Buffer.from([0xe4, 0xbd, 0xa0]));
  assert.deepEqual(bytesOf({ hex: '00ff' }), Buffer.from([0, 255]));
  assert.equal(String(bytesOf({ before: 'a: ', text: 'xy', times: 2 })), 'a: xyxy');
});
