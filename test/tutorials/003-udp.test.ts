/** Tutorial 003, UDP, as a built image on a virtual board, with real datagrams. */
import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import { type BoardLines, boardLines } from '../support/board-lines.ts';
import { type BoardUnderTest, startBoardUnderTest } from '../support/board-under-test.ts';

const ENTRY = 'firmware/tutorials/003/udp.ts';
const HOST = '127.0.0.1';
const MAX_SHOWN = 1024;

/** A bound socket of the laptop. */
async function laptopSocket(): Promise<{ socket: Socket; port: number }> {
  const socket = createSocket('udp4').bind(0, HOST);
  await once(socket, 'listening');
  return { socket, port: socket.address().port };
}

const nextOf = async (socket: Socket): Promise<Buffer> =>
  (await once(socket, 'message', { signal: AbortSignal.timeout(10_000) }))[0] as Buffer;

describe('tutorial 003 over UDP on a board', { timeout: 60_000 }, () => {
  let board: BoardUnderTest;
  let lines: BoardLines;
  let laptop: { socket: Socket; port: number };
  const send = (bytes: Uint8Array | string): void => {
    laptop.socket.send(bytes, board.udpPort, HOST);
  };
  const lineOf = (code: string): Promise<string> => board.vboard.evaluate(code);

  before(async () => {
    [board, laptop] = await Promise.all([
      startBoardUnderTest('esp32', { entry: ENTRY, protocol: 'udp', engine: builtinEngine }),
      laptopSocket(),
    ]);
    lines = boardLines(board);
  });
  after(async () => {
    laptop?.socket.close();
    await board?.stop();
  });

  test('003-02 says that it connects, then its address, mask and gateway', () => {
    assert.match(
      lines.all(),
      /connecting to network\.\.\.\n+network config: \('192\.168\.1\.50', '255\.255\.255\.0', '192\.168\.1\.1'\)\n/,
    );
  });

  test('003-03 shows sender and text of each datagram in two lines, and sends nothing back', async () => {
    let answers = 0;
    laptop.socket.on('message', () => answers++);
    await lines.until('服务端开始运行...\n\n');
    send('hello,esp32!');
    assert.equal(
      await lines.until('hello,esp32!\n'),
      `客户端地址: ('127.0.0.1', ${laptop.port})\n来自客户端的信息: hello,esp32!\n`,
    );
    send('你好，世界');
    await lines.until('来自客户端的信息: 你好，世界\n');
    // The only datagram that is answered proves that an answer would have arrived by now.
    send('tinwire?');
    await nextOf(laptop.socket);
    assert.equal(answers, 1);
    laptop.socket.removeAllListeners('message');
  });

  test('003-05 an empty datagram shows nothing; of 2,000 bytes 1,024 are shown and the cut is said', async () => {
    send('');
    send('x'.repeat(2000));
    const before = await lines.until('来自客户端的信息: ');
    assert.equal(
      before,
      `udp: datagram longer than ${MAX_SHOWN} bytes, the rest is lost\n客户端地址: ('127.0.0.1', ${laptop.port})\n来自客户端的信息: `,
    );
    assert.equal(await lines.until('\n'), `${'x'.repeat(MAX_SHOWN)}\n`);
  });

  test('003-05 a datagram of exactly 1,024 bytes is whole, and one of 1,025 is cut', async () => {
    send('y'.repeat(MAX_SHOWN));
    assert.doesNotMatch(await lines.until(`${'y'.repeat(MAX_SHOWN)}\n`), /longer/);
    send('z'.repeat(MAX_SHOWN + 1));
    assert.match(await lines.until(`${'z'.repeat(MAX_SHOWN)}\n`), /^udp: datagram longer than 1024/);
  });

  test('003-05 empty datagrams in a row, which end the socket in the interpreter, end no server', async () => {
    const isBack = new Promise<void>((resolve) => {
      const unsubscribe = board.vboard.onListen(({ protocol }) => {
        if (protocol !== 'udp') return;
        unsubscribe();
        resolve();
      });
    });
    for (let count = 0; count < 5; count++) send('');
    await isBack;
    assert.ok(Number(await lineOf('app.udp.stats.reopened')) >= 1);
    send('still there');
    await lines.until('来自客户端的信息: still there\n');
  });

  test('003-F2 a datagram that is no UTF-8 is shown with U+FFFD, and the server goes on', async () => {
    send(Buffer.from([0xff, 0x41, 0xe4, 0xbd, 0xc3]));
    await lines.until('来自客户端的信息: \ufffdA\ufffd\ufffd\n');
    send('再见');
    await lines.until('来自客户端的信息: 再见\n');
  });

  test('003-01 joins with name and password, scans, and tells state, MAC and addresses', async () => {
    assert.equal(await lineOf('app.wifi.isConnected()'), 'true');
    assert.equal(await lineOf('app.wifi.ifconfig().join()'), '"192.168.1.50,255.255.255.0,192.168.1.1"');
    assert.match(await lineOf('app.wifi.mac()'), /^"[0-9a-f]{2}(:[0-9a-f]{2}){5}"$/);
    assert.equal(await lineOf('app.wifi.state.state'), '"joined"');
    await lineOf('app.wifi.scan()');
    assert.match(await lines.until('1 networks\n'), /home, -50 dBm, channel 6, \w+\n1 networks\n$/);
  });

  test('003-F1 a network that cannot be joined is given up with the reason, and tried again', async () => {
    board.environment.setPassword('home', 'another-password');
    await lineOf('app.wifi.connect("home","home-password")');
    await lines.until('home: wrong password\n');
    board.environment.setPassword('home', 'home-password');
    await lines.until("network config: ('192.168.1.50', '255.255.255.0', '192.168.1.1')\n");
    send('after');
    await lines.until('来自客户端的信息: after\n');
  });

  test('003-F6 the board as the client sends from a port of its own, and waits a limited time for an answer', async () => {
    const asked = nextOf(laptop.socket);
    await lineOf(`app.udp.send('hello,esp32!','192.168.1.2',${laptop.port})`);
    assert.equal(String(await asked), 'hello,esp32!');
    await lineOf(`app.udp.send('anybody?','192.168.1.2',${laptop.port},50)`);
    await lines.until(`udp: no answer from 192.168.1.2:${laptop.port} within 50 ms\n`);
    laptop.socket.once('message', (_bytes, from) => laptop.socket.send('你好', from.port, HOST));
    await lineOf(`app.udp.send('again','192.168.1.2',${laptop.port},5000)`);
    await lines.until(`answer from ('127.0.0.1', ${laptop.port}): 你好\n`);
  });

  test('003-F7 the password is in nothing that the board prints', () => {
    assert.doesNotMatch(lines.all(), /home-password/);
  });

  test('003-02 a program that is loaded anew finds the network, and says only its addresses', async () => {
    board.vboard.type('load()\n');
    const said = await lines.until('服务端开始运行...\n');
    assert.match(said, /network config: \('192\.168\.1\.50'/);
    assert.doesNotMatch(said, /connecting to network/);
  });
});
