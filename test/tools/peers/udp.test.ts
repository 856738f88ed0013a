import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerEvent } from '../../../tools/peers/tcp-server.ts';
import { UDP_SERVER } from '../../../tools/peers/texts.ts';
import { listenForBeacons, sendUdp, serveUdp } from '../../../tools/peers/udp.ts';

const HOST = '127.0.0.1';

/** Sends datagrams to a server and returns what it told of them. */
async function notified(datagrams: readonly Uint8Array[], reply?: 'echo'): Promise<readonly ServerEvent[]> {
  const events: ServerEvent[] = [];
  let arrived = (): void => {};
  const all = new Promise<void>((resolve) => {
    arrived = () => {
      if (events.filter(({ event }) => event === 'received').length === datagrams.length) resolve();
    };
  });
  const server = await serveUdp({
    host: HOST,
    port: 0,
    part: reply === undefined ? {} : { reply },
    isHex: false,
    onEvent(event) {
      events.push(event);
      arrived();
    },
  });
  for (const bytes of datagrams) await sendUdp({ host: HOST, port: server.port }, bytes, { waitMs: 0 });
  await all;
  await server.close();
  return events;
}

const textsOf = (events: readonly ServerEvent[]): string[] =>
  events.flatMap((event) => (event.event === 'received' ? [event.text] : []));

test('003-03 shows sender and text of each datagram in two lines, and sends nothing back', async () => {
  const [, received] = await notified([Buffer.from('hello,esp32!')]);
  assert.ok(received?.event === 'received');
  assert.deepEqual(UDP_SERVER.listening, ['服务端开始运行...', '']);
  assert.deepEqual(UDP_SERVER.received(received.text, received.host, received.port), [
    `客户端地址: ('127.0.0.1', ${received.port})`,
    '来自客户端的信息: hello,esp32!',
  ]);
  assert.equal(UDP_SERVER.reply, undefined);
});

test('003-05 an empty datagram is shown as empty text, and a long one whole', async () => {
  const events = await notified([new Uint8Array(0), Buffer.from('x'.repeat(2000))]);
  assert.deepEqual(textsOf(events), ['', 'x'.repeat(2000)]);
});

test('003-F2 a datagram that is no UTF-8 is shown with U+FFFD, and the server goes on', async () => {
  const events = await notified([Buffer.from([0xff, 0x41]), Buffer.from('再见')]);
  assert.deepEqual(textsOf(events), ['\ufffdA', '再见']);
});

test('003-F8 with echo the sender sees that its datagram arrived', async () => {
  const server = await serveUdp({ host: HOST, port: 0, part: { reply: 'echo' }, isHex: false, onEvent() {} });
  const answered = new AbortController();
  const answers: string[] = [];
  const options = { waitMs: 5000, signal: answered.signal };
  await sendUdp({ host: HOST, port: server.port }, Buffer.from('hello'), options, ({ bytes, port }) => {
    answers.push(`${port} ${Buffer.from(bytes).toString()}`);
    answered.abort();
  });
  assert.deepEqual(answers, [`${server.port} hello`]);
  await server.close();
});

test('beacons are heard by several programs at once, and not at all where the port is taken', async () => {
  const taken = await serveUdp({ host: HOST, port: 0, part: {}, isHex: false, onEvent() {} });
  const { port } = taken;
  const enough = new AbortController();
  let received = 0;
  const readFrom = (): Promise<void> =>
    listenForBeacons(port, { waitMs: 10_000, signal: enough.signal }, () => {
      if (++received === 2) enough.abort();
    });
  await readFrom();
  assert.equal(received, 0);
  await taken.close();
  const both = Promise.all([readFrom(), readFrom()]);
  await sendUdp({ host: '127.255.255.255', port }, Buffer.from('here'), { waitMs: 0, isBroadcast: true });
  await both;
  assert.equal(received, 2);
});
