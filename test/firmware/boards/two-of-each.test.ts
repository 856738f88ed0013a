/** Two TCP servers, two TCP clients and two UDP echoes in one image: nothing of the one shows in the other. */
import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { REPEATS } from '../../../firmware/udp/loops.ts';
import { builtinEngine } from '../../../tools/vboard/espruino/builtin-engine.ts';
import { type BoardUnderTest, freePorts, startBoardUnderTest } from '../../support/board-under-test.ts';
import { connectPeer, type Peer } from '../../support/peer.ts';
import { type Laptop, laptopServer } from '../../tutorials/program-board.ts';

const ENTRY = 'test/fixtures/entries/two-of-each.ts';
const POLLS = 1_000;
const POLL_MS = 5;

describe('two of each in one image', { timeout: 60_000 }, () => {
  let board: BoardUnderTest;
  let secondTcp: number;
  let secondUdp: number;
  const laptops: Laptop[] = [];
  const ends: (() => Promise<void>)[] = [];
  const scope = { after: (end: () => Promise<void>) => void ends.push(end) };

  before(async () => {
    [secondTcp = 0, secondUdp = 0] = await freePorts(2);
    laptops.push(await laptopServer(scope), await laptopServer(scope));
    const [one, two] = laptops.map(({ port }) => ({ host: '127.0.0.1', port }));
    board = await startBoardUnderTest('esp32', {
      entry: ENTRY,
      engine: builtinEngine,
      settings: {
        tcp: { greeting: 'first!', mode: 'line' },
        client: one ?? {},
        second: {
          tcp: { port: secondTcp, greeting: 'second!', mode: 'chat' },
          udp: { port: secondUdp },
          client: two,
        },
      },
    });
  });
  after(async () => {
    await board?.stop();
    for (const end of ends) await end();
  });

  /** Resolves once the board says `value` to `question`. */
  async function untilSo(question: string, value: string): Promise<void> {
    let answer = '';
    for (let poll = 0; poll < POLLS; poll++) {
      answer = await board.vboard.evaluate(question);
      if (answer === value) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    assert.equal(answer, value, question);
  }

  /** Some of the board's values, as JSON. */
  async function values(list: string): Promise<string> {
    return JSON.parse(await board.vboard.evaluate(`JSON.stringify([${list}])`));
  }

  /** How many of a server's slots are taken. */
  const taken = (name: string): string => `app.${name}.clients.filter(function(c){return c}).length`;

  async function gets(peer: Peer, text: string): Promise<void> {
    assert.equal(String(await peer.received(text.length)), text);
  }

  test('each server has its own greeting, slots, counts, mode and finder', async () => {
    const line = await connectPeer(board.tcpPort);
    line.send('hello\r\n');
    await gets(line, 'first!hello\r\n');
    const [ann, bea] = [await connectPeer(secondTcp), await connectPeer(secondTcp)];
    for (const peer of [ann, bea]) {
      peer.send('\r\n');
      await gets(peer, 'second!');
    }
    ann.send('hi\r\n');
    await gets(bea, 'second!guest1: hi\r\n');
    line.send('still alone\r\n');
    await gets(line, 'first!hello\r\nstill alone\r\n');
    await gets(ann, 'second!');
    assert.equal(await board.vboard.evaluate(taken('first')), '1');
    assert.equal(await board.vboard.evaluate(taken('second')), '2');

    const refused = await connectPeer(secondTcp);
    assert.match(String(await refused.closed()), /^server full \(2 clients\)/);
    assert.match(board.console(), /second tcp: client refused, server full or out of memory/);
    assert.equal(await values('app.first.server.refused,app.second.server.refused'), '[0,1]');
    assert.equal(await values('app.first.server.served,app.second.server.served'), '[1,2]');
    for (const known of ['first knows client 1', 'second knows client 2']) {
      assert.equal(board.console().split(known).length, 2, known);
    }
    assert.doesNotMatch(board.console(), /first knows client 2|first tcp:/);

    await ann.leave();
    await untilSo(taken('second'), '1');
    const others = [await connectPeer(board.tcpPort), await connectPeer(board.tcpPort)];
    for (const other of others) other.send('room here\r\n');
    for (const other of others) await gets(other, 'first!room here\r\n');
    await bea.leave();
    await untilSo(taken('second'), '0');
    assert.equal(await board.vboard.evaluate(taken('first')), '3');
    await Promise.all([line, ...others].map((peer) => peer.leave()));
    await untilSo(taken('first'), '0');
  });

  test('each client has its own server, greeting, state and queue', async () => {
    const [one, two] = laptops;
    assert.ok(one && two);
    const [first, second] = [await one.accept(), await two.accept()];
    assert.equal(String(await first.next(12)), 'first client');
    assert.equal(String(await second.next(13)), 'second client');
    first.send('one?');
    second.send('two??');
    assert.equal(String(await first.next(4)), 'one?');
    assert.equal(String(await second.next(5)), 'two??');
    await one.close();
    await untilSo('app.first.client.state', '"waiting"');
    assert.equal(await board.vboard.evaluate('app.second.client.state'), '"connected"');
    assert.equal(await board.vboard.evaluate('app.first.sendToServer("kept")'), 'true');
    assert.equal(await board.vboard.evaluate('app.second.sendToServer("sent")'), 'true');
    assert.equal(String(await second.next(4)), 'sent');
    assert.equal(await values('app.first.client.queue,app.second.client.queue'), '["kept",""]');
  });

  test('each UDP echo has its own port, counts and watch for loops', async () => {
    const laptop = createSocket('udp4').bind(0, '127.0.0.1');
    await once(laptop, 'listening');
    try {
      const ask = (text: string, port: number): void => laptop.send(text, port, '127.0.0.1');
      for (let round = 0; round < REPEATS; round++) {
        ask('again', board.udpPort ?? 0);
        assert.equal(await answerTo(laptop), 'again');
      }
      ask('again', board.udpPort ?? 0);
      await untilSo('app.first.udp.unanswered', '1');
      ask('again', secondUdp);
      assert.equal(await answerTo(laptop), 'again');
      const counts = (name: string): Promise<string> =>
        values(`app.${name}.udp.got,app.${name}.udp.unanswered`);
      assert.equal(await counts('first'), `[${REPEATS + 1},1]`);
      assert.equal(await counts('second'), '[1,0]');
      assert.match(board.console(), /first udp: .* gets no answer/);
      assert.doesNotMatch(board.console(), /second udp:/);
    } finally {
      laptop.close();
    }
  });
});

async function answerTo(laptop: Socket): Promise<string> {
  const [bytes] = await once(laptop, 'message', { signal: AbortSignal.timeout(5_000) });
  return String(bytes);
}
