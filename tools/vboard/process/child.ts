/** In a process of its own: a virtual board whose program may loop, with its real sockets and its cable. */
import { Buffer } from 'node:buffer';
import { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { ToolError } from '../../errors.ts';
import type { EngineFactory, EngineMemory } from '../engine.ts';
import { scriptedEnvironment } from '../radio/scripted-environment.ts';
import { messageLine, messageReader, readWaiting, writeNow } from './channel.ts';
import type { HandAct, Order, Report, StartOrder } from './messages.ts';
import { pictures } from './pictures.ts';

/** The pipe to the process that started this one. */
const FD = 3;
/** The parent treats a board as stuck after several of these without a report. */
const ALIVE_EVERY_MS = 500;
/** In code that never looks up, only another thread can see that the starter is gone. */
const ORPHAN_GUARD = `
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
`;

interface Running {
  act(act: HandAct): Promise<void>;
  memory(): Promise<EngineMemory>;
  close(): Promise<void>;
}

let running: Running | null = null;
let isLeaving = false;

const notify = (report: Report): void => {
  if (!writeNow(FD, messageLine(report))) process.exit();
};

const reader = messageReader<Order>((order) => void execute(order));
/** In code that runs for long: what has come in meanwhile. */
const fetch = (): void => {
  const bytes = readWaiting(FD);
  if (bytes === null) process.exit();
  reader.take(bytes);
  // Nothing that waits for the program can be waited for.
  if (isLeaving) process.exit();
};
const onLongRun = (trace: string): void => notify({ kind: 'busy', trace });

async function execute(order: Order): Promise<void> {
  if (order.kind === 'stop') return leave();
  try {
    if (order.kind === 'memory') {
      const memory = await running?.memory();
      notify({ kind: 'done', id: order.id, ...(memory && { memory }) });
      return;
    }
    if (order.kind === 'act') await running?.act(order.act);
    else if (order.kind === 'start') await start(order);
    else {
      const { openUsbBoard } = await import('./usb-board.ts');
      const engine = await engineOf(order.engine);
      const board = await openUsbBoard(order, { engine, notify, fetch, onLongRun });
      running = { ...board, memory: () => Promise.reject(new Error('no board is asked')) };
    }
    notify({ kind: 'done', id: order.id });
  } catch (error) {
    notify({ kind: 'failed', id: order.id, ...faultOf(error) });
  }
}

async function start(order: StartOrder): Promise<void> {
  const engine = await engineOf(order.engine);
  const { createBoard } = await loading;
  const vboard = createBoard({
    board: order.board,
    storage: Buffer.from(order.storage, 'base64'),
    environment: scriptedEnvironment({ networks: order.networks }),
    ports: 'same',
    ...(engine && { engine }),
    device: {
      pollConsole() {
        fetch();
        return '';
      },
      onLongRun,
      onUncaught: () => notify({ kind: 'uncaught' }),
    },
  });
  running = { act: async () => {}, memory: () => vboard.memory(), close: () => vboard.stop() };
  vboard.onConsole((bytes) => notify({ kind: 'console', bytes }));
  vboard.onListen((listening) => notify({ kind: 'listen', ...listening }));
  const picture = pictures(() => {
    if (vboard.panel) notify({ kind: 'frame', rows: vboard.panel.rows() });
  });
  vboard.onFrame(picture.changed);
  await vboard.start();
}

async function engineOf(binary: string | null): Promise<EngineFactory | undefined> {
  if (binary === null) return undefined;
  const { interpreterEngine } = await import('../interpreter/interpreter-engine.ts');
  return interpreterEngine(binary);
}

async function leave(): Promise<void> {
  isLeaving = true;
  await running?.close();
  process.exit();
}

function faultOf(error: unknown): Omit<Extract<Report, { kind: 'failed' }>, 'kind' | 'id'> {
  if (error instanceof ToolError) return { code: error.code, message: error.message, help: error.help };
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const { code = '', syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return { code: '', message: error.stack ?? error.message };
  return { code, message: error.message, system: { syscall, path } };
}

// A terminal sends them to every process of its group; the starter says when to stop.
for (const name of ['SIGINT', 'SIGHUP'] as const) process.on(name, () => {});
process.on('SIGTERM', () => void leave());
const input = new Socket({ fd: FD, readable: true, writable: false });
input.on('data', reader.take);
input.on('end', () => void leave());
input.on('error', () => void leave());
new Worker(ORPHAN_GUARD, { eval: true }).unref();
setInterval(() => notify({ kind: 'alive' }), ALIVE_EVERY_MS);
// While its starter prepares the first order.
const loading = import('../vboard.ts');
