/** A restart as the board tells of it, answer by answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RestartOptions, restartInto } from '../../../tools/console/restart.ts';
import { ToolError } from '../../../tools/errors.ts';
import { crc32 } from '../../../tools/protocol/crc32.ts';
import { instantClock } from '../../support/instant-clock.ts';
import { jsonSession } from '../../support/json-session.ts';

const crc = crc32(Buffer.from('new'));
const fault = (code: string): ToolError => new ToolError(code, `board on memory: ${code}.`);

/** What the board is at one question. */
interface Moment {
  readonly isOld?: boolean;
  readonly SLOT?: unknown;
  readonly says?: string;
  readonly fault?: Error;
}

const HERE: Moment = { SLOT: { n: 1, isLoaded: true } };

/** A board that is at one moment after the other; at the last one it stays. */
function board(...moments: readonly Moment[]) {
  let number = 0;
  const found = jsonSession({
    files: new Map([
      ['fw0', 'old'],
      ['fw1', 'new'],
      ['.bootcde', 'new'],
    ]),
    onAsk() {
      const { isOld, SLOT, says, fault: error } = moments[Math.min(number++, moments.length - 1)] ?? {};
      found.context.$old = isOld ? 1 : undefined;
      found.context.SLOT = SLOT;
      if (says) found.say(says);
      if (error) throw error;
    },
  });
  return found;
}

const into = (found: ReturnType<typeof board>, options: Partial<RestartOptions> = {}) =>
  restartInto(found.session, { slot: 1, crc, timeoutMs: 1_000, ...options });

test('it asks until the old program is gone and the new one has run to its end', async () => {
  const found = board({ isOld: true, ...HERE }, { SLOT: { n: 1, isLoaded: false } }, HERE);
  await into(found);
  assert.deepEqual(found.log, [
    `send ${JSON.stringify('\x10global.$old=1;load()\n')}`,
    ...Array(3).fill('resync 3000 false'),
  ]);
  assert.deepEqual(
    found.asked.map(({ timeoutMs }) => timeoutMs),
    [3_000, 3_000, 3_000],
  );
  assert.equal(found.isHeard(), false);
});

test('a board with a single image runs it, without slots', async () => {
  await into(board({}), { slot: null });
  await into(board({ SLOT: 5 }), { slot: null });
  await assert.rejects(into(board({}), { slot: null, crc: crc ^ 1 }), {
    code: 'UPLOAD_ROLLED_BACK',
    message: 'board on memory: the new image was abandoned; no image runs.',
    help: 'To see what it prints at startup: tinwire repl.',
  });
});

test('a CRC-32 with its highest bit set is the same as without a sign', async () => {
  const found = board(HERE);
  found.files.set('fw1', 'a');
  assert.ok(crc32(Buffer.from('a')) > 0x7fffffff);
  await into(found, { crc: crc32(Buffer.from('a')) });
});

test('an image whose file is missing is not the new one', async () => {
  const found = board(HERE);
  found.files.delete('fw1');
  await assert.rejects(into(found), { code: 'UPLOAD_ROLLED_BACK' });
});

for (const SLOT of [{ n: 0 }, { n: 0, isLoaded: true }])
  test(`the other slot runs: the new image was abandoned, with what it said at its end, ${JSON.stringify(SLOT)}`, async () => {
    const says = 'first\r\nUncaught Error: one\r\nUncaught Error: two\r\n    at line 1\r\n';
    await assert.rejects(into(board({ SLOT, says })), {
      code: 'UPLOAD_ROLLED_BACK',
      message: 'board on memory: the new image was abandoned; slot 0 runs again.',
      help: 'Uncaught Error: two\n    at line 1',
    });
    await assert.rejects(into(board({ SLOT, says: '\r\n just words \r\n' })), { help: 'just words' });
  });

test('no slot runs: nothing waits for its end', async () => {
  await assert.rejects(into(board({ SLOT: { n: -1, isLoaded: false } })), {
    message: 'board on memory: the new image was abandoned; no image runs.',
  });
});

test('an image that throws at startup is told with its trace, although it runs', async () => {
  const found = board({ ...HERE, says: '\r\nUncaught Error: no\r\n    at line 1 col 1\r\n' });
  await assert.rejects(into(found), {
    code: 'UPLOAD_THREW',
    message: 'board on memory: the new image throws at startup.',
    help: 'Uncaught Error: no\n    at line 1 col 1',
  });
  assert.equal(found.isHeard(), false);
});

test('errors of our own questions are not the image`s', async () => {
  const own = 'Uncaught SyntaxError: x\r\n    at REPL line 1\r\n';
  await into(board({ ...HERE, says: `${own}${own}` }));
  await assert.rejects(into(board({ ...HERE, says: `Uncaught Error: image\r\n    at line 2\r\n${own}` })), {
    help: 'Uncaught Error: image\n    at line 2',
  });
});

test('words that come in two parts are one, and only the last 2,000 bytes count', async () => {
  await assert.rejects(into(board({ isOld: true, says: 'Unca' }, { ...HERE, says: 'ught Error\r\n' })), {
    code: 'UPLOAD_THREW',
  });
  await into(board({ isOld: true, says: 'Uncaught Error\r\n' }, { ...HERE, says: 'x'.repeat(1_995) }));
});

for (const code of ['SESSION_TIMEOUT', 'SESSION_GARBLED', 'BOARD_THREW'])
  test(`${code} is an answer that was lost: it asks again`, () => into(board({ fault: fault(code) }, HERE)));

for (const error of [
  fault('SESSION_LOST'),
  fault('SESSION_ABORTED'),
  fault('OTHER_BOARD_THREW'),
  fault('BOARD_THREW_OTHER'),
  new Error('SESSION_TIMEOUT'),
])
  test(`${error} ends the wait`, async () => {
    const found = board({ fault: error });
    await assert.rejects(into(found), (told) => told === error);
    assert.equal(found.isHeard(), false);
  });

test('a board that does not answer in time is told, with what helps', async (t) => {
  const now = instantClock(t);
  const found = board({ fault: fault('SESSION_TIMEOUT') });
  const resync = found.session.resync;
  found.session.resync = async (...args) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return resync(...args);
  };
  await assert.rejects(into(found, { timeoutMs: 2_000 }), {
    code: 'UPLOAD_RESTART_TIMEOUT',
    message:
      'board on memory: the new image is committed, but the board did not answer within 2 s of its restart.',
    help: 'If the image hangs, three resets bring back the old one: press RESET, or run tinwire rescue.',
  });
  assert.equal(now(), 2_500);
});

test('an image that never comes to its end is taken for what it is when the time is up', async (t) => {
  instantClock(t);
  const found = board({ SLOT: { n: 1, isLoaded: false } });
  const resync = found.session.resync;
  found.session.resync = async (...args) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return resync(...args);
  };
  await into(found, { timeoutMs: 1_000 });
  assert.equal(found.asked.length, 3);
});

test('a line that ends with the old program is opened anew, as often as it ends, and closed', async () => {
  const first = board({ fault: fault('SESSION_LOST') });
  const second = board({ isOld: true }, { fault: fault('SESSION_LOST') });
  const third = board({ isOld: true, says: 'Uncaught Error: third\r\n' }, HERE);
  const lines = [second, third];
  await assert.rejects(
    into(first, {
      reopen: async () => {
        const next = lines.shift();
        assert.ok(next);
        return next.session;
      },
    }),
    { code: 'UPLOAD_THREW', help: 'Uncaught Error: third' },
  );
  assert.deepEqual(
    [first, second, third].map((line) => line.log.filter((word) => word === 'close').length),
    [0, 1, 1],
  );
  assert.deepEqual(
    [first, second, third].map((line) => line.isHeard()),
    [false, false, false],
  );
});

test('a line that is refused is tried again after half a second, until the time is up', async (t) => {
  const now = instantClock(t);
  const refused = new Error('refused');
  const times: number[] = [];
  await assert.rejects(
    into(board({ fault: fault('SESSION_LOST') }), {
      timeoutMs: 1_000,
      reopen: async () => {
        times.push(now());
        throw refused;
      },
    }),
    {
      code: 'UPLOAD_UNSEEN',
      message:
        'board on memory: the new image is committed and the board restarted, but its console is no longer on this line.',
      help: 'Set "telnet": true in tinwire.json to keep a console on TCP, or connect over USB: tinwire repl.',
      cause: refused,
    },
  );
  assert.deepEqual(times, [0, 500]);
});

test('a fault of the line at its opening is no end, an interruption is', async (t) => {
  instantClock(t);
  const faults = [fault('SESSION_TIMEOUT'), fault('SESSION_ABORTED')];
  await assert.rejects(
    into(board({ fault: fault('SESSION_LOST') }), {
      reopen: async () => {
        throw faults.shift();
      },
    }),
    { code: 'SESSION_ABORTED' },
  );
});
