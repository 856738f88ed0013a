/** Tutorial 003 with its roles swapped: board and laptop, laptop and board, board and board. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connectTcp } from '../../tools/peers/tcp-client.ts';
import { type ServerEvent, serveTcp } from '../../tools/peers/tcp-server.ts';
import { TCP_CLIENTS, TCP_SERVERS, UDP_SERVER } from '../../tools/peers/texts.ts';
import { BEACON_PORT_OFFSET, listenForBeacons, sendUdp, serveUdp } from '../../tools/peers/udp.ts';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import { type BoardLines, boardLines } from '../support/board-lines.ts';
import { type BoardUnderTest, startBoardUnderTest } from '../support/board-under-test.ts';

const HOST = '127.0.0.1';
/** An address of the board's world that is this computer, where the other board's ports are too. */
const OTHER = '192.168.1.2';

function start(protocol: 'tcp' | 'udp', udp: object = {}): Promise<BoardUnderTest> {
  const entry = `firmware/tutorials/003/${protocol}.ts`;
  return startBoardUnderTest('esp32', { entry, protocol, engine: builtinEngine, settings: { udp } });
}

/** The laptop's event of what arrived. */
function serverEvents(): { onEvent(event: ServerEvent): void; received: Promise<ServerEvent> } {
  let notify = (_event: ServerEvent): void => {};
  const received = new Promise<ServerEvent>((resolve) => {
    notify = resolve;
  });
  return {
    received,
    onEvent(event) {
      if (event.event === 'received') notify(event);
    },
  };
}

describe('tutorial 003 over UDP, roles swapped', { timeout: 60_000 }, () => {
  let boards: BoardUnderTest[] = [];
  let lines: BoardLines[] = [];
  before(async () => {
    boards = await Promise.all([start('udp', { beaconMs: 1000 }), start('udp', { mode: 'echo' })]);
    lines = boards.map(boardLines);
  });
  after(() => Promise.all(boards.map((board) => board.stop())));

  test('003-08 the laptop sends, the board shows', async () => {
    await sendUdp({ host: HOST, port: boards[0]?.udpPort ?? 0 }, Buffer.from('hello,esp32!'), { waitMs: 0 });
    await lines[0]?.until('来自客户端的信息: hello,esp32!\n');
  });

  test('003-08 the board sends, the laptop shows', async () => {
    const { onEvent, received } = serverEvents();
    const server = await serveUdp({ host: HOST, port: 0, part: UDP_SERVER, isHex: false, onEvent });
    await boards[0]?.vboard.evaluate(`app.udp.send('hello,world!','${OTHER}',${server.port})`);
    const event = await received;
    await server.close();
    assert.ok(event.event === 'received');
    assert.equal(event.text, 'hello,world!');
  });

  test('003-08 one board sends, another shows', async () => {
    await boards[0]?.vboard.evaluate(`app.udp.send('hello,esp32!','${OTHER}',${boards[1]?.udpPort})`);
    await lines[1]?.until('来自客户端的信息: hello,esp32!\n');
  });

  test('003-F8 with echo the sender, laptop or board, sees that its datagram arrived', async () => {
    const target = { host: HOST, port: boards[1]?.udpPort ?? 0 };
    const answered = new AbortController();
    const answers: string[] = [];
    const options = { waitMs: 10_000, signal: answered.signal };
    await sendUdp(target, Buffer.from('hello,esp32!'), options, ({ bytes }) => {
      answers.push(Buffer.from(bytes).toString());
      answered.abort();
    });
    assert.deepEqual(answers, ['hello,esp32!']);
    await boards[0]?.vboard.evaluate(`app.udp.send('from a board','${OTHER}',${target.port},10000)`);
    await lines[0]?.until(`answer from ('127.0.0.1', ${target.port}): from a board\n`);
  });

  test('a beacon tells a board unasked, with the line that answers the question', async () => {
    const port = boards[0]?.udpPort ?? 0;
    const received = new AbortController();
    const beacons: string[] = [];
    const options = { waitMs: 20_000, signal: received.signal };
    await listenForBeacons(port + BEACON_PORT_OFFSET, options, ({ bytes, port: from }) => {
      beacons.push(`${from} ${Buffer.from(bytes)}`);
      received.abort();
    });
    assert.match(
      beacons[0] ?? '',
      new RegExp(`^${port} tinwire [0-9.]+ esp32 udp 192\\.168\\.1\\.50:${port}$`),
    );
  });
});

describe('tutorial 003 over TCP, roles swapped', { timeout: 60_000 }, () => {
  let boards: BoardUnderTest[] = [];
  let lines: BoardLines[] = [];
  before(async () => {
    boards = await Promise.all([start('tcp'), start('tcp')]);
    lines = boards.map(boardLines);
  });
  after(() => Promise.all(boards.map((board) => board.stop())));

  test('003-08 the laptop asks, the board answers', async () => {
    const notified: string[] = [];
    const client = await connectTcp({
      target: { host: HOST, port: boards[0]?.tcpPort ?? 0 },
      timeoutMs: 5000,
      part: TCP_CLIENTS['003'],
      isHex: false,
      onEvent(event) {
        if (event.event === 'received' && event.text !== '')
          notified.push(TCP_CLIENTS['003'].received(event.text));
      },
    });
    await client.closed;
    assert.deepEqual(notified, ['response : response...']);
    await lines[0]?.until('来自客户端的信息: hello,esp32!\n');
  });

  test('003-08 the board asks, the laptop answers', async () => {
    const { onEvent, received } = serverEvents();
    const server = await serveTcp({ host: HOST, port: 0, part: TCP_SERVERS['003'], isHex: false, onEvent });
    await boards[0]?.vboard.evaluate(`app.tcp.ask('hello,world!','${OTHER}',${server.port})`);
    await lines[0]?.until('response : response...\n');
    const event = await received;
    await server.close();
    assert.ok(event.event === 'received');
    assert.equal(event.text, 'hello,world!');
  });

  test('003-08 one board asks, another answers', async () => {
    await boards[0]?.vboard.evaluate(`app.tcp.ask('hello,esp32!','${OTHER}',${boards[1]?.tcpPort})`);
    await Promise.all([
      lines[0]?.until('response : response...\n'),
      lines[1]?.until('来自客户端的信息: hello,esp32!\n'),
    ]);
  });
});
