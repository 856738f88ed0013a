/** Plays a trace against a program that runs, step by step; each step waits for what it names. */
import assert from 'node:assert/strict';
import type { ProgramDriver } from './driver.ts';
import { type Host, type Peer, startHost, tcpPeer, udpPeer, until } from './peers.ts';
import { bytesOf, type Data, type Step, type Trace } from './trace.ts';

/** Starts a program; `peerPort` is where a client finds peer L. */
export type StartProgram = (trace: Trace, peerPort: number) => Promise<ProgramDriver>;

/** Replays a trace; rejects at the first step that does not come about. */
export async function replay(trace: Trace, start: StartProgram): Promise<void> {
  const listensLate = trace.steps.some(([, verb]) => verb === 'listens');
  const host = await startHost(0);
  const address = host.server.address();
  const peerPort = typeof address === 'object' && address !== null ? address.port : 0;
  if (listensLate) await closed(host);
  const hosts = [host];
  const peers = new Map<string, Peer>();
  const driver = await start(trace, peerPort);
  const script: Script = { trace, driver, hosts, peers, places: [], peerPort, notified: new Set() };
  try {
    for (const [index, step] of trace.steps.entries()) {
      await simulate(script, step).catch((error: Error) => {
        error.message = `step ${index + 1}, ${JSON.stringify(step)}: ${error.message}`;
        throw error;
      });
    }
    for (const [who, peer] of peers) assert.equal(peer.unread().toString(), '', `${who} got more`);
    const untold = driver.lines().filter((_, index) => !script.notified.has(index));
    if (trace.isExact) assert.deepEqual(untold, [], 'printed more');
  } finally {
    for (const peer of peers.values()) peer.reset();
    await driver.close();
    for (const each of hosts) await closed(each);
  }
}

interface Script {
  readonly trace: Trace;
  readonly driver: ProgramDriver;
  readonly hosts: Host[];
  readonly peers: Map<string, Peer>;
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
  const { driver, peers, places, hosts, peerPort } = script;
  if (verb === 'prints') return untilPrinted(script, data);
  if (verb === 'types') return driver.type(bytesOf(data));
  if (verb === 'listens') return void hosts.push(await startHost(peerPort));
  if (verb === 'connects') {
    peers.set(who, await tcpPeer(driver.port));
    // The system has taken the connection; the program takes it a turn or two later, before whoever leaves now is gone.
    for (let turn = 0; turn < ACCEPT_TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
    const free = places.indexOf(undefined);
    places[free < 0 ? places.length : free] = who;
    return;
  }
  if (verb === 'accepts') {
    const host = hosts.at(-1);
    assert.ok(host);
    return void peers.set(who, await host.accept());
  }
  const peer = peers.get(who) ?? (await newcomer(script, who));
  switch (verb) {
    case 'sends':
      return peer.send(bytesOf(data));
    case 'gets': {
      const wanted = bytesOf(data);
      return assert.equal(String(await peer.read(wanted.length)), String(wanted));
    }
    case 'sees end':
      return peer.sawEnd();
    case 'leaves':
      peer.leave();
      break;
    case 'resets':
      peer.reset();
      break;
  }
  const place = places.indexOf(who);
  if (place >= 0) places[place] = undefined;
}

/** Over UDP nobody connects. */
async function newcomer({ trace, driver, peers }: Script, who: string): Promise<Peer> {
  if (trace.program !== 'udp-server') throw new Error(`${who} is not connected`);
  const peer = await udpPeer(driver.port);
  peers.set(who, peer);
  return peer;
}

/** Waits for a line that no step before has named. */
async function untilPrinted(
  { driver, peers, places, notified, peerPort }: Script,
  data: Data | undefined,
): Promise<void> {
  let line = bytesOf(data)
    .toString()
    .replace('<ip>', driver.ip)
    .replace('<port>', String(driver.port))
    .replace('<host>', `127.0.0.1:${peerPort}`);
  for (const [who, { port }] of peers) {
    line = line.replace(`<${who}>`, () => driver.nameOf({ port, place: places.indexOf(who) }));
  }
  const indexOf = (): number =>
    driver.lines().findIndex((each, index) => each === line && !notified.has(index));
  await until(
    () => `it printed ${JSON.stringify(driver.lines().filter((_, index) => !notified.has(index)))}`,
    driver.onLine,
    () => indexOf() >= 0,
  );
  notified.add(indexOf());
}
