/** Two boards that hear each other: a beacon reaches one that listens on the port after, and it answers to where boards answer. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { test } from 'node:test';
import { REPEATS } from '../../firmware/udp/loops.ts';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import { boardLines } from '../support/board-lines.ts';
import { type BoardUnderTest, freePorts, startBoardUnderTest } from '../support/board-under-test.ts';

const DATAGRAMS = 3000;
const IN_FLIGHT = 4;

const board = (udp: object): Promise<BoardUnderTest> =>
  startBoardUnderTest('esp32', { engine: builtinEngine, settings: { udp } });

test('what one board sends and another answers ends by itself, is counted and said', {
  timeout: 120_000,
}, async () => {
  const [port = 0] = await freePorts(1);
  const [other, first] = await Promise.all([board({ port: port + 1 }), board({ port, beaconMs: 1000 })]);
  try {
    const said = [other, first].map((each) => boardLines(each).until(' gets no answer'));
    assert.match(await Promise.any(said), /udp: 127\.0\.0\.1:\d+ gets no answer$/);
    for (const settled of said) settled.catch(() => {});
    const counts = await Promise.all(
      [other, first].map(async ({ vboard }) => [
        Number(await vboard.evaluate('app.udp.got')),
        Number(await vboard.evaluate('app.udp.unanswered')),
      ]),
    );
    assert.ok(Math.max(...counts.map(([, unanswered = 0]) => unanswered)) >= 1, String(counts));
    // One beacon a second starts a loop of its own.
    for (const [got = 0] of counts) assert.ok(got < 10 * REPEATS, String(counts));
  } finally {
    await Promise.all([other.stop(), first.stop()]);
  }
});

test(`one laptop gets each of ${DATAGRAMS} datagrams back that it sends as fast as they are answered`, {
  timeout: 120_000,
}, async () => {
  const one = await board({});
  const laptop = createSocket('udp4').bind(0, '127.0.0.1');
  try {
    await once(laptop, 'listening');
    const wanted = new Set(Array.from({ length: DATAGRAMS }, (_, number) => `datagram ${number}`));
    let next = 0;
    const send = (): void => {
      if (next < DATAGRAMS) laptop.send(`datagram ${next++}`, one.udpPort, '127.0.0.1');
    };
    const isDone = new Promise<void>((resolve) => {
      laptop.on('message', (bytes) => {
        wanted.delete(String(bytes));
        if (wanted.size === 0) resolve();
        send();
      });
    });
    for (let count = 0; count < IN_FLIGHT; count++) send();
    await isDone;
    assert.equal(await one.vboard.evaluate('app.udp.unanswered'), '0');
  } finally {
    laptop.close();
    await one.stop();
  }
});
