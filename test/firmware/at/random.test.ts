/** AT_LINES=1000000 types a million lines instead of a hundred thousand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomBytes, randomLine, seeded } from '../../support/at-noise.ts';
import { FakeConsole } from './fake-console.ts';

const LINES = Number(process.env.AT_LINES ?? 100_000);
const ANSWERS = /SEND OK|OK|ERROR|busy p\.\.\.|busy s\.\.\.|SEND FAIL|ready|CONNECT|CLOSED/g;
/** Longer than every patience of the console. */
const LONG_MS = 60_000;

for (const dialect of ['nonos', 'v2'] as const) {
  test(`${LINES / 2} random lines and bytes leave the console alive (${dialect})`, () => {
    const random = seeded(dialect === 'v2' ? 2 : 1);
    const at = new FakeConsole({ dialect });
    const answers = new Map<string, number>();
    /** The network does what was asked of it. */
    const serve = (): void => {
      if (at.sockets.length > 0) at.connected();
      for (const socket of [...at.sockets, ...at.clients]) if (!socket.isEnded) socket.notify('drain');
      at.station('joined');
    };
    const happens = [
      serve,
      serve,
      serve,
      serve,
      serve,
      serve,
      () => at.station('lost'),
      () => at.station('wrong password'),
      () => at.sockets.length > 0 && at.connected(),
      () => at.sockets.at(-1)?.notify('drain'),
      () => at.sockets.at(-1)?.notify('data', randomBytes(random, 600)),
      () => at.sockets.at(-1)?.notify('close', random(2) === 1),
      () => at.clients.at(-1)?.notify('close', random(2) === 1),
      () => at.client(),
      () => at.datagrams.at(-1)?.notify('x', { address: '10.0.0.1', port: 1 + random(65535), size: 1 }),
      () => at.onScan?.([]),
      () => at.onName?.('10.0.0.1'),
      () => at.onPing?.({ respTime: 1 }),
      () => at.clock.advance(random(3000)),
    ];
    for (let line = 0; line < LINES / 2; line++) {
      at.type(random(10) ? randomLine(random) : randomBytes(random, 300));
      happens[random(happens.length)]?.();
      at.hasRoom = random(50) > 0;
      at.canSend = random(50) > 0;
      at.refusal = random(5) ? '' : 'Unable to create socket';
      for (const [answer] of at.said().matchAll(ANSWERS)) answers.set(answer, (answers.get(answer) ?? 0) + 1);
      // A test that keeps every socket measures itself.
      if (at.sockets.length > 20) at.sockets.splice(0, 10);
      if (at.clients.length > 20) at.clients.splice(0, 10);
    }
    for (const answer of [
      'OK',
      'ERROR',
      'busy p...',
      'busy s...',
      'SEND OK',
      'SEND FAIL',
      'ready',
      'CONNECT',
      'CLOSED',
    ]) {
      assert.ok((answers.get(answer) ?? 0) >= 5, `${answer} was said ${answers.get(answer) ?? 0} times`);
    }
    // Out of whatever it is in: a send that waits for its bytes, transparent mode, a command that works.
    at.type('x'.repeat(5000));
    at.clock.advance(LONG_MS);
    at.type('+++');
    at.clock.advance(LONG_MS);
    at.station('lost');
    at.onScan?.([]);
    at.type('\r\nAT+RST\r\n');
    at.clock.advance(LONG_MS);
    at.said();
    at.type('AT\r\n');
    assert.match(at.said(), /\r\nOK\r\n$/);
    at.clock.advance(LONG_MS);
    assert.equal(at.clock.pending, 0, 'no timer is left running');
  });
}
