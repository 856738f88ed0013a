/** How a looping board is stopped, word by word; time passes at once. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { dropBootCode, recoverBoard } from '../../../tools/console/recover.ts';
import { encodeState, STATE_OFFSET } from '../../../tools/protocol/slots.ts';
import { instantClock } from '../../support/instant-clock.ts';
import { jsonSession } from '../../support/json-session.ts';
import { memoryTransport } from '../../support/memory-transport.ts';

const STOP = '\x03\x10clearInterval();print("\\x02stopped");reset()\n';
const VERSION = '\r\nEspruino 2v29 ESP32\r\n>';

/** A line to a board that answers what is sent. */
function answering(t: TestContext, answer: (sent: string) => string) {
  const now = instantClock(t);
  const sent: [number, string][] = [];
  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      const text = Buffer.from(bytes).toString('latin1');
      sent.push([now(), text]);
      const said = answer(text);
      if (said !== '') setImmediate(() => deliver(Buffer.from(said, 'latin1')));
    },
    close() {},
  });
  return { transport, sent, now, texts: () => sent.map(([, text]) => text) };
}

test('a board at rest shows its prompt, and keeps its program', async (t) => {
  const { transport, texts } = answering(t, (text) =>
    text === '\0\n' ? '\r\n>' : text.includes('\x05') ? VERSION : '',
  );
  const session = await recoverBoard(transport);
  assert.equal(session.firmware.board, 'ESP32');
  assert.deepEqual(texts(), ['\0\n', '\0\x05']);
});

test('for a second only Ctrl-C is tried, then what takes the program away', async (t) => {
  const { transport, sent } = answering(t, (text) =>
    text === STOP ? '\x02other\r\n\x02stopped\r\n' : text.includes('\x05') ? VERSION : '',
  );
  await recoverBoard(transport);
  const texts = sent.map(([, text]) => text);
  assert.deepEqual(texts, ['\0\n', ...Array(16).fill('\x03'), STOP, '\0\x05']);
  const at = sent[17]?.[0] ?? 0;
  assert.ok(at >= 1_000 && at <= 1_150, `${at}`);
});

test('a prompt says nothing once the program may have been taken away', async (t) => {
  let stops = 0;
  const { transport } = answering(t, (text) => {
    if (text === STOP) return stops++ === 0 ? '\r\n>' : '\x02stopped\r\n';
    return text.includes('\x05') ? VERSION : '';
  });
  await recoverBoard(transport);
  assert.equal(stops, 2);
});

test('another prompt, and another mark, say nothing', async (t) => {
  const { transport, texts } = answering(t, (text) => {
    if (text === '\0\n') return '\r\ndebug>\r\n\x02other\r\n';
    return text === STOP ? '\x02stopped\r\n' : text.includes('\x05') ? VERSION : '';
  });
  await recoverBoard(transport);
  assert.ok(texts().includes(STOP));
});

test('a board that never answers is tried for three seconds, and told to be past help', async (t) => {
  const { transport, sent } = answering(t, () => '');
  await assert.rejects(recoverBoard(transport), (error: Error & { code?: string; help?: string }) => {
    assert.equal(error.code, 'RESCUE_LOOPS');
    assert.equal(error.message, 'board on memory: the program cannot be stopped.');
    assert.equal(
      error.help,
      'Press RESET while this command runs. If the program loops as soon as it starts, only the ROM loader can help: tinwire flash --image-only rewrites Storage.',
    );
    assert.equal((error.cause as Error & { code?: string }).code, 'SESSION_TIMEOUT');
    return true;
  });
  const asked = sent.find(([, text]) => text === '\0\x05');
  assert.equal(asked?.[0], 3_000);
  assert.equal(sent.filter(([, text]) => text === STOP && asked).length > 20, true);
  // Nothing of the burst goes on after it.
  assert.ok(sent.slice(sent.indexOf(asked)).every(([, text]) => text !== STOP));
});

test('times may be given', async (t) => {
  const { transport, sent, now } = answering(t, () => '');
  await assert.rejects(recoverBoard(transport, undefined, { openMs: 500, burstMs: 200 }), {
    code: 'RESCUE_LOOPS',
  });
  assert.equal(sent.find(([, text]) => text === '\0\x05')?.[0], 200);
  assert.equal(now(), 1_400);
});

test('whoever interrupts ends it', async (t) => {
  const abort = new AbortController();
  const { transport, now } = answering(t, (text) => {
    if (text === '\x03') abort.abort();
    return '';
  });
  await assert.rejects(recoverBoard(transport, abort.signal), { code: 'SESSION_ABORTED' });
  assert.ok(now() <= 100, `${now()}`);
  const early = new AbortController();
  early.abort();
  await assert.rejects(recoverBoard(transport, early.signal), { code: 'SESSION_ABORTED' });
});

test('a line that is gone ends it', async (t) => {
  let isGone = false;
  const { transport, now } = answering(t, () => {
    if (isGone) throw new Error('gone');
    return '';
  });
  const recovered = recoverBoard(transport);
  isGone = true;
  await transport.close();
  await assert.rejects(recovered, { message: 'gone' });
  assert.equal(now(), 0);
});

test('a write that fails ends the burst', async (t) => {
  const now = instantClock(t);
  const { transport } = memoryTransport({
    async write() {
      throw new Error('EIO');
    },
    close() {},
  });
  await assert.rejects(recoverBoard(transport), { message: 'EIO' });
  assert.ok(now() < 100, `${now()}`);
});

test('the password is handed on', async (t) => {
  let isOpen = false;
  const { transport } = answering(t, (text) => {
    if (text === 'secret\n') isOpen = true;
    if (text === 'secret\n') return '\r\n  Logged in.\r\n>';
    if (isOpen) return text.includes('\x05') ? VERSION : '';
    return text.includes('\n') ? '\r\n  Invalid password\r\npassword>' : '';
  });
  await recoverBoard(transport, undefined, {}, async () => 'secret');
  assert.ok(isOpen);
});

/** A board with these states and files. */
function dropping(states: readonly (string | null)[], files: Record<string, string> = {}) {
  const own = states.flatMap((state, slot) => (state === null ? [] : [[`ab${slot}`, state] as const]));
  return jsonSession({ files: new Map([...own, ...Object.entries(files)]) });
}

/** A state with these bytes cleared. */
function state(sequence: number, ...cleared: readonly number[]): string {
  const bytes = encodeState({ sequence, lengthBytes: 3, crc: 7 });
  for (const offset of cleared) bytes[offset] = 0;
  return Buffer.from(bytes).toString('latin1');
}
const { commit, reject } = STATE_OFFSET;

for (const [states, dropped] of [
  [[state(1, commit), null], 0],
  [[null, state(1, commit)], 1],
  [[state(1, commit), state(2, commit)], 1],
  [[state(2, commit), state(1, commit)], 0],
  [[state(1, commit), state(2)], 0],
  [[state(1, commit), state(2, commit, reject)], 0],
] as const)
  test(`of ${states.filter(Boolean).length} images the newest that may start is given up: slot ${dropped}`, async () => {
    const board = dropping(states, { '.bootcde': 'x' });
    assert.equal(await dropBootCode(board.session), `slot ${dropped}`);
    assert.deepEqual(board.log, [`write ab${dropped} ${reject} 1`]);
    assert.equal(board.files.get(`ab${dropped}`)?.charCodeAt(reject), 0);
  });

test('a single image is erased', async () => {
  const board = dropping([null, null], { '.bootcde': 'x' });
  assert.equal(await dropBootCode(board.session), '.bootcde');
  assert.deepEqual(board.log, ['erase .bootcde']);
});

test('the selector of images that were all given up stays, and so does an empty Storage', async () => {
  for (const board of [
    dropping([null, state(1, commit, reject)], { '.bootcde': 'x' }),
    dropping([state(1), null], { '.bootcde': 'x' }),
    dropping([null, null]),
  ]) {
    assert.equal(await dropBootCode(board.session), null);
    assert.deepEqual(board.log, []);
  }
});
