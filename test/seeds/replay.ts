/** Plays a trace against a program that runs, step by step; each step waits for what it names. */
import assert from 'node:assert/strict';
import { type Actor, type Host, startHost, tcpActor, udpActor, until } from './cast.ts';
import type { Stage } from './stage.ts';
import { bytesOf, type Data, type Step, type Trace } from './trace.ts';

/** Starts a program; `peerPort` is where a client finds peer L. */
export type StartSimulator = (trace: Trace, peerPort: number) => Promise<Stage>;

/** Replays a trace; rejects at the first step that does not come about. */
export async function replay(trace: Trace, start: StartSimulator): Promise<void> {
  const listensLate = trace.steps.some(([, verb]) => verb === 'listens');
  const host = await startHost(0);
  const address = host.server.address();
  const peerPort = typeof address === 'object' && address !== null ? address.port : 0;
  if (listensLate) await closed(host);
  const hosts = [host];
  const actors = new Map<string, Actor>();
  const stage = await start(trace, peerPort);
  const script: Script = { trace, stage, hosts, actors, places: [], peerPort, notified: new Set() };
  try {
    for (const [index, step] of trace.steps.entries()) {
      await simulate(script, step).catch((error: Error) => {
        error.message = `step ${index + 1}, ${JSON.stringify(step)}: ${error.message}`;
        throw error;
      });
    }
    for (const [who, actor] of actors) assert.equal(actor.unread().toString(), '', `${who} got more`);
    const untold = stage.lines().filter((_, index) => !script.notified.has(index));
    if (trace.isExact) assert.deepEqual(untold, [], 'printed more');
  } finally {
    for (const actor of actors.values()) actor.reset();
    await stage.close();
    for (const each of hosts) await closed(each);
  }
}

interface Script {
  readonly trace: Trace;
  readonly stage: Stage;
  readonly hosts: Host[];
  readonly actors: Map<string, Actor>;
  /** Peers in the order of their places: a newcomer takes the first that is free. */
  readonly places: (string | undefined)[];
  readonly peerPort: number;
  /** Indexes of lines that a step named. */
  readonly notified: Set<number>;
}

function closed({ server }: Host): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

const ACCEPT_TURNS = 8;

async function simulate(script: Script, [who, verb, data]: Step): Promise<void> {
  const { stage, actors, places, hosts, peerPort } = script;
  if (verb === 'prints') return untilPrinted(script, data);
  if (verb === 'types') return stage.type(bytesOf(data));
  if (verb === 'listens') return void hosts.push(await startHost(peerPort));
  if (verb === 'connects') {
    actors.set(who, await tcpActor(stage.port));
    // The system has taken the connection; the program takes it a turn or two later, before whoever leaves now is gone.
    for (let turn = 0; turn < ACCEPT_TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
    const free = places.indexOf(undefined);
    places[free < 0 ? places.length : free] = who;
    return;
  }
  if (verb === 'accepts') {
    const host = hosts.at(-1);
    assert.ok(host);
    return void actors.set(who, await host.accept());
  }
  const actor = actors.get(who) ?? (await newcomer(script, who));
  switch (verb) {
    case 'sends':
      return actor.send(bytesOf(data));
    case 'gets': {
      const wanted = bytesOf(data);
      return assert.equal(String(await actor.read(wanted.length)), String(wanted));
    }
    case 'sees end':
      return actor.sawEnd();
    case 'leaves':
      actor.leave();
      break;
    case 'resets':
      actor.reset();
      break;
  }
  const place = places.indexOf(who);
  if (place >= 0) places[place] = undefined;
}

/** Over UDP nobody connects. */
async function newcomer({ trace, stage, actors }: Script, who: string): Promise<Actor> {
  if (trace.program !== 'udp-server') throw new Error(`${who} is not connected`);
  const actor = await udpActor(stage.port);
  actors.set(who, actor);
  return actor;
}

/** Waits for a line that no step before has named. */
async function untilPrinted(
  { stage, actors, places, notified, peerPort }: Script,
  data: Data | undefined,
): Promise<void> {
  let line = bytesOf(data)
    .toString()
    .replace('<ip>', stage.ip)
    .replace('<port>', String(stage.port))
    .replace('<host>', `127.0.0.1:${peerPort}`);
  for (const [who, { port }] of actors) {
    line = line.replace(`<${who}>`, () => stage.nameOf({ port, place: places.indexOf(who) }));
  }
  const indexOf = (): number =>
    stage.lines().findIndex((each, index) => each === line && !notified.has(index));
  await until(
    () => `it printed ${JSON.stringify(stage.lines().filter((_, index) => !notified.has(index)))}`,
    stage.onLine,
    () => indexOf() >= 0,
  );
  notified.add(indexOf());
}
