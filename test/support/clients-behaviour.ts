/** How every board treats its clients, on whichever engine. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { VirtualBoard } from '../../tools/vboard/vboard.ts';
import type { BoardUnderTest } from './board-under-test.ts';
import { connectPeer, type Peer } from './peer.ts';
import { shortVisits } from './short-visits.ts';

const LINES = 40;
const SHORT_VISITS = 1000;
/** What lists and counters may have grown. */
const TOLERANCE_VARIABLES = 20;
const LARGE_BYTES = 20_000;
const MAX_PLACES = 64;
/** How often the board is asked whether it has dropped somebody: a question takes variables of its own. */
const POLL_MS = 500;
const POLLS = 100;
/** More than the buffers of both ends hold. */
const FLOOD_BYTES = 64 * 1024 * 1024;
const FLOOD_PART = Buffer.alloc(16 * 1024, 'never read, ');

/** 50 bytes that are this client's own. */
function lineOf(client: number, line: number): string {
  return `client ${client} line ${line} `.padEnd(49, '.').concat('\n');
}

/** Takes every place; `refused` is the newcomer after that. */
export async function takeEveryPlace(
  port: number,
): Promise<{ peers: Peer[]; refused: Peer; reason: string }> {
  const peers: Peer[] = [];
  while (peers.length < MAX_PLACES) {
    const peer = await connectPeer(port);
    peer.send('?');
    const answer = String(await peer.received(1));
    if (answer !== '?') return { peers, refused: peer, reason: String(await peer.closed()) };
    peers.push(peer);
  }
  throw new Error(`clients: the board took ${MAX_PLACES} of them.`);
}

/** Resolves when a newcomer is answered: the board sees a little later that somebody has left. */
export async function untilPlaceIsFree(port: number): Promise<Peer> {
  for (;;) {
    const peer = await connectPeer(port);
    peer.send('?');
    if (String(await peer.received(1)) === '?') return peer;
    await peer.closed();
  }
}

/** All send a line at the same moment, round after round; resolves to how many got back something else. */
export async function allTalk(peers: readonly Peer[]): Promise<number> {
  const texts = peers.map(() => '?');
  const answers = peers.map(() => '');
  for (let line = 0; line < LINES; line++) {
    peers.forEach((peer, client) => {
      texts[client] += lineOf(client, line);
      peer.send(lineOf(client, line));
    });
    await Promise.all(
      peers.map(async (peer, client) => {
        answers[client] = String(await peer.received(texts[client]?.length ?? 0));
      }),
    );
  }
  return answers.filter((answer, client) => answer !== texts[client]).length;
}

/** All send `LARGE_BYTES` at the same moment; resolves to how many got back something else, or were given up. */
export async function everyPlaceEchoes(peers: readonly Peer[]): Promise<number> {
  const results = await Promise.all(
    peers.map(async (peer, client) => {
      const sent = Buffer.alloc(LARGE_BYTES, `client ${client}, `);
      const before = (await peer.received(0)).length;
      peer.send(sent);
      const back = await peer.received(before + LARGE_BYTES).catch(() => Buffer.of());
      return back.subarray(-LARGE_BYTES).equals(sent);
    }),
  );
  return results.filter((isRight) => !isRight).length;
}

async function slowClients(vboard: VirtualBoard): Promise<number> {
  return Number(await vboard.evaluate('app.server.slow'));
}

function untilSaid(vboard: VirtualBoard, text: string): Promise<void> {
  return new Promise((resolve) => {
    let said = '';
    const unsubscribe = vboard.onConsole((bytes) => {
      said += bytes;
      if (!said.includes(text)) return;
      unsubscribe();
      resolve();
    });
  });
}

/** Resolves when nobody has a place any more. */
async function untilEmpty(vboard: VirtualBoard): Promise<void> {
  while ((await vboard.evaluate('app.clients.filter(c=>c).length')) !== '0') await delay(POLL_MS / 10);
}

/** Variables in use: at most `most`, or what they are once nothing can be under way any more, such as a text being drawn. */
async function settledUsage(vboard: VirtualBoard, max: number): Promise<number> {
  for (let poll = 1; ; poll++) {
    const { usage } = await vboard.memory();
    if (usage <= max || poll === POLLS) return usage;
    await delay(POLL_MS / 10);
  }
}

/** Tests of one board; `board` is asked within each. */
export function testClients(name: string, board: () => BoardUnderTest): void {
  test(`${name} serves every place at once without losing a byte, tells a newcomer why it is refused, and takes the next one`, async () => {
    const { tcpPort } = board();
    const { peers, reason } = await takeEveryPlace(tcpPort);
    try {
      assert.equal(reason, `server full (${peers.length} clients), try again later\r\n`);
      assert.equal(await allTalk(peers), 0);
    } finally {
      await Promise.all(peers.map((peer) => peer.leave()));
    }
    await (await untilPlaceIsFree(tcpPort)).leave();
  });

  test(`${name} keeps no place and no variables for ${SHORT_VISITS} clients that come and go at once, and serves whoever stays`, {
    timeout: 120_000,
  }, async () => {
    const { tcpPort, vboard, console } = board();
    await shortVisits(tcpPort, 20);
    await untilEmpty(vboard);
    const before = await vboard.memory();
    const saidBefore = console().length;
    await shortVisits(tcpPort, SHORT_VISITS);
    await untilEmpty(vboard);
    const max = before.usage + TOLERANCE_VARIABLES;
    const stayed = await settledUsage(vboard, max);
    assert.ok(stayed <= max, `${stayed} variables are used, ${before.usage} were before`);
    const peer = await connectPeer(tcpPort);
    peer.send('still there?');
    assert.equal(String(await peer.received(12)), 'still there?');
    await peer.leave();
    assert.doesNotMatch(console().slice(saidBefore), /This socket is closed|Uncaught/);
  });

  test(`${name} drops a client that never reads, and serves the others`, { timeout: 30_000 }, async () => {
    const { tcpPort, vboard } = board();
    const slowBefore = await slowClients(vboard);
    const [deaf, other] = [await connectPeer(tcpPort), await connectPeer(tcpPort)];
    deaf.socket.pause();
    let sentBytes = 0;
    const flood = (): void => {
      while (sentBytes < FLOOD_BYTES && deaf.socket.writable) {
        sentBytes += FLOOD_PART.length;
        if (!deaf.socket.write(FLOOD_PART)) return;
      }
    };
    deaf.socket.on('drain', flood);
    flood();
    try {
      other.send('hello');
      assert.equal(String(await other.received(5)), 'hello');
      while ((await slowClients(vboard)) === slowBefore) await delay(POLL_MS);
      deaf.socket.off('drain', flood).resume();
      await deaf.closed();
      other.send(', board');
      assert.equal(String(await other.received(12)), 'hello, board');
    } finally {
      await Promise.all([deaf.leave(), other.leave()]);
    }
  });

  test(`${name} joins again after the access point was off, and answers`, { timeout: 30_000 }, async (t) => {
    const { environment, network, vboard, tcpPort } = board();
    if (vboard.board.chip.wifi === null) {
      t.skip('this board has no radio');
      return;
    }
    const isLost = untilSaid(vboard, `${network}: lost`);
    environment.accessPointDown(network);
    await isLost;
    const isBack = untilSaid(vboard, 'listening on');
    environment.accessPointUp(network);
    await isBack;
    const peer = await untilPlaceIsFree(tcpPort);
    await peer.leave();
  });
}
