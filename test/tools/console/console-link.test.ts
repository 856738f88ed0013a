import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkConsole } from '../../../tools/console/console-link.ts';
import { memoryTransport } from '../../support/memory-transport.ts';

const XOFF = Uint8Array.of(0x13);
const XON = Uint8Array.of(0x11);

test('stops at XOFF once as much is under way as fills a queue, and goes on at XON', async () => {
  let sentBytes = 0;
  let isStopped = false;
  let wereStopped = 0;
  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      if (isStopped) wereStopped++;
      sentBytes += bytes.length;
      // Early ones are words of a program.
      if (sentBytes < 3_000) deliver(XOFF);
      else if (sentBytes > 3_200 && !isStopped) {
        isStopped = true;
        deliver(XOFF);
        setTimeout(() => {
          isStopped = false;
          sentBytes = 3_000;
          deliver(XON);
        }, 20);
      }
    },
    close() {},
  });
  const link = linkConsole(transport);
  await link.send('x'.repeat(6_000));
  assert.equal(wereStopped, 0);
  await link.close();
});

test('bytes that were answered are not under way', async () => {
  const { transport, deliver } = memoryTransport({ async write() {}, close() {} });
  const link = linkConsole(transport);
  const startedMs = performance.now();
  for (let count = 0; count < 20; count++) {
    await link.send('x'.repeat(2_000));
    deliver(XOFF);
    link.took(2_000);
  }
  assert.ok(performance.now() - startedMs < 2_000);
  await link.close();
});

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** A link to a board that sends nothing by itself. */
function quiet(signal?: AbortSignal) {
  const written: string[] = [];
  const line = memoryTransport({
    async write(sent) {
      written.push(Buffer.from(sent).toString('latin1'));
    },
    close() {},
  });
  return { ...line, written, link: linkConsole(line.transport, signal) };
}

/** Whether a send is done by now. */
async function isDone(sent: Promise<void>): Promise<boolean> {
  const later = new Promise<boolean>((resolve) => setImmediate(() => resolve(false)));
  return Promise.race([sent.then(() => true), later]);
}

test('a link begins without pauses, with flow control, and without a password', async () => {
  const { link } = quiet();
  assert.deepEqual([link.isPaced, link.hasFlowControl, link.isLoggedIn], [false, true, false]);
  assert.equal(await link.password(), null);
  await link.close();
});

test('what the board says is told to whoever listens, flow control to nobody', async () => {
  const { link, deliver } = quiet();
  const received: string[] = [];
  const stop = link.onEvent(({ kind }) => received.push(kind));
  deliver(bytes('a\x13\x11\r\n'));
  stop();
  deliver(bytes('b\r\n'));
  assert.deepEqual(received, ['text', 'text', 'line']);
  await link.close();
});

test('a wait ends with the first event that it is for, and hears no more', async () => {
  const { link, deliver } = quiet();
  let asked = 0;
  const line = link.wait((event) => {
    asked++;
    return event.kind === 'line' ? event.text : undefined;
  }, 10_000);
  deliver(bytes('one\r\ntwo\r\n'));
  assert.equal(await line, 'one');
  assert.equal(asked, 2);
  await link.close();
});

test('an answer that does not come is told with the time that was waited', async () => {
  const { link } = quiet();
  await assert.rejects(
    link.wait(() => undefined, 5),
    {
      code: 'SESSION_TIMEOUT',
      message: 'board on memory: no answer within 0.005 s.',
      help: /tinwire rescue/,
    },
  );
  await link.close();
});

test('a line that is gone ends every wait and every send, also later ones', async () => {
  const { link, transport } = quiet();
  const waits = [link.wait(() => undefined, 10_000), link.wait(() => undefined, 10_000)];
  const lost = {
    code: 'SESSION_LOST',
    message: 'board on memory: connection lost.',
    help: /Reconnect the cable/,
  };
  const rejected = waits.map((wait) => assert.rejects(wait, lost));
  await transport.close();
  await Promise.all(rejected);
  await assert.rejects(
    link.wait(() => undefined, 10_000),
    lost,
  );
  await assert.rejects(link.send('x'), lost);
});

test('a session that is closed ends what waits on it, and may be closed twice', async () => {
  const { link } = quiet();
  const wait = assert.rejects(
    link.wait(() => undefined, 10_000),
    { code: 'SESSION_LOST', message: 'board on memory: the session was closed.' },
  );
  await link.close();
  await link.close();
  await wait;
});

test('whoever interrupts ends what waits; after the close he changes nothing', async () => {
  const abort = new AbortController();
  const { link } = quiet(abort.signal);
  const wait = assert.rejects(
    link.wait(() => undefined, 10_000),
    { code: 'SESSION_ABORTED', message: 'board on memory: interrupted.' },
  );
  abort.abort();
  await wait;
  await link.close();
  const late = new AbortController();
  const other = quiet(late.signal);
  await other.link.close();
  late.abort();
  await assert.rejects(
    other.link.wait(() => undefined, 10_000),
    { code: 'SESSION_LOST' },
  );
});

test('a fault of the line reaches who sends, and the next send goes on', async () => {
  let faults = 1;
  const { transport } = memoryTransport({
    async write() {
      if (faults-- > 0) throw new Error('EIO');
    },
    close() {},
  });
  const link = linkConsole(transport);
  await assert.rejects(link.send('x'), { message: 'EIO' });
  await link.send('y');
  await link.close();
});

test('texts leave one after the other, in slices of 256 bytes, none for an empty one', async () => {
  const { link, written } = quiet();
  await Promise.all([link.send('a'.repeat(512)), link.send(''), link.send('b')]);
  assert.deepEqual(
    written.map((slice) => slice.length),
    [256, 256, 1],
  );
  await link.close();
});

test('XOFF holds up what comes next until XON, when enough is under way', async () => {
  const { link, deliver } = quiet();
  await link.send('x'.repeat(3_072));
  deliver(XOFF);
  const sent = link.send('y');
  assert.equal(await isDone(sent), false);
  deliver(XON);
  assert.equal(await isDone(sent), true);
  await link.close();
});

for (const [what, prepare, isHeld] of [
  ['with one byte less under way', async (link, _deliver) => link.send('x'.repeat(3_071)), false],
  [
    'from a board without flow control',
    async (link, _deliver) => {
      link.hasFlowControl = false;
      await link.send('x'.repeat(4_000));
    },
    false,
  ],
  [
    'after the board told who it is',
    async (link, deliver) => {
      await link.send('x'.repeat(4_000));
      deliver(bytes('Espruino 2v29 ESP32\r\n'));
    },
    false,
  ],
  [
    'after the end of an answer',
    async (link, deliver) => {
      await link.send('x'.repeat(4_000));
      deliver(bytes('\x02x1\r\n'));
    },
    false,
  ],
  [
    'after another mark',
    async (link, deliver) => {
      await link.send('x'.repeat(4_000));
      deliver(bytes('\x02ex\r\n'));
    },
    true,
  ],
  [
    'after an answer that tells of a part',
    async (link, _deliver) => {
      await link.send('x'.repeat(4_000));
      link.took(900);
    },
    true,
  ],
  [
    'after an answer that tells of more than was sent, and more was sent',
    async (link, _deliver) => {
      link.took(5_000);
      await link.send('x'.repeat(4_000));
    },
    true,
  ],
] as readonly (readonly [
  string,
  (link: ReturnType<typeof linkConsole>, deliver: (bytes: Uint8Array) => void) => Promise<void>,
  boolean,
])[]) {
  test(`XOFF ${what} ${isHeld ? 'stops the line' : 'is a word of the program'}`, async () => {
    const { link, deliver } = quiet();
    await prepare(link, deliver);
    deliver(XOFF);
    const sent = link.send('y');
    assert.equal(await isDone(sent), !isHeld);
    deliver(XON);
    await sent;
    await link.close();
  });
}

test('a line that is gone lets go who waits for XON', async () => {
  const { link, deliver, transport } = quiet();
  await link.send('x'.repeat(4_000));
  deliver(XOFF);
  const rejected = assert.rejects(link.send('y'), { code: 'SESSION_LOST' });
  await transport.close();
  await rejected;
});
