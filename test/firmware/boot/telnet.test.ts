/** The console over Wi-Fi, whatever program the boot code runs: closed, or behind a password. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { withSettings } from '../../../tools/image/settings-files.ts';
import type { Clock } from '../../../tools/vboard/chip/clock.ts';
import { drivenClock } from '../../../tools/vboard/chip/driven-clock.ts';
import { scriptedEnvironment } from '../../../tools/vboard/radio/scripted-environment.ts';
import { createBoard, type VirtualBoard } from '../../../tools/vboard/vboard.ts';
import { connectPeer, type Peer } from '../../support/peer.ts';
import { slotImage } from '../../support/slot-image.ts';

const TELNET = 23;
const PASSWORD = 'only-for-us';
/** How often the boot code looks who has the console. */
const POLL_MS = 250;
const PROGRAM = 'setInterval(function(){},1000);';

/** A board that runs a program of one's own; `listening` resolves to where its console answers. */
async function boardWith(
  settings: object,
  clock?: Clock,
  program = PROGRAM,
): Promise<{ board: VirtualBoard; said: () => string; port: Promise<number> }> {
  const facts = findBoard('esp32');
  const data = new TextEncoder().encode(JSON.stringify(settings));
  const board = createBoard({
    board: facts,
    storage: withSettings(slotImage(program, facts).storage, facts.chip.storage, [
      { name: 'tinwire.json', data },
    ]),
    environment: scriptedEnvironment({ networks: [] }),
    ports: 'any',
    ...(clock && { clock }),
  });
  let said = '';
  board.onConsole((bytes) => {
    said += bytes;
  });
  const port = new Promise<number>((resolve) => {
    board.onListen(({ boardPort, hostPort }) => {
      if (boardPort === TELNET) resolve(hostPort);
    });
  });
  await board.start();
  return { board, said: () => said, port };
}

async function said(peer: Peer, text: string): Promise<string> {
  for (let size = 1; ; size++) {
    const all = String(await peer.received(size));
    if (all.includes(text)) return all;
    size = all.length;
  }
}

for (const [name, settings, message] of [
  ['without settings', {}, null],
  ['with a password alone', { console: { password: PASSWORD } }, null],
  ['when it was asked for without a password', { telnet: true }, /telnet stays off, console\.password/],
  ['with a password that is too short', { telnet: true, console: { password: 'short' } }, /telnet stays off/],
  [
    'with a password that the interpreter cannot take',
    { telnet: true, console: { password: 'x'.repeat(21) } },
    /off/,
  ],
] as const) {
  test(`${name} the console over Wi-Fi is closed`, async () => {
    const { board, said } = await boardWith(settings);
    try {
      assert.equal(await board.evaluate('SLOT.isLoaded'), 'true');
      assert.equal(board.hostPort(TELNET), undefined);
      if (message) assert.match(said(), message);
      assert.ok(!said().includes('short') && !said().includes(PASSWORD));
    } finally {
      await board.stop();
    }
  });
}

for (const [name, program] of [
  ['whatever runs', PROGRAM],
  ['also when a program clears all timers', `${PROGRAM}clearInterval();clearTimeout();`],
] as const) {
  test(`with a password the console over Wi-Fi asks for it, and asks the next one again, ${name}`, async () => {
    const clock = drivenClock();
    const { board, port } = await boardWith(
      { telnet: true, console: { password: PASSWORD } },
      clock,
      program,
    );
    try {
      const first = await connectPeer(await port);
      first.send('print(6*7)\n');
      assert.doesNotMatch(await said(first, 'Invalid password'), /42/);
      clock.advance(POLL_MS);
      first.send(`${PASSWORD}\n`);
      await said(first, 'Logged in');
      first.send('print(6*7)\n');
      assert.ok(!(await said(first, '42')).includes(PASSWORD));
      await first.leave();
      while ((await board.evaluate('E.getConsole()')) !== '"Serial1"')
        await new Promise((done) => setImmediate(done));
      clock.advance(POLL_MS);
      const second = await connectPeer(await port);
      await said(second, 'password>');
      second.send('print(6*7)\n');
      assert.doesNotMatch(await said(second, 'Invalid password'), /42/);
      await second.leave();
    } finally {
      await board.stop();
    }
  });
}
