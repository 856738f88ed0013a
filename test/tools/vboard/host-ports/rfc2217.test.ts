import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { openRfc2217 } from '../../../../tools/transport/rfc2217.ts';
import { openRfc2217Port } from '../../../../tools/vboard/host-ports/rfc2217.ts';
import { subscribers } from '../../../../tools/vboard/subscribers.ts';
import type { UsbSocket } from '../../../../tools/vboard/usb.ts';

const GREETING = [255, 251, 0, 255, 253, 0, 255, 251, 3, 255, 253, 3];
const command = (...bytes: number[]) => [255, 250, 44, ...bytes, 255, 240];
const ALL_BYTES = Array.from({ length: 256 }, (_, index) => index);
const ESCAPED = [...ALL_BYTES, 255];

/** A plugged-in board that writes down what happens to it. */
async function plugged(t: TestContext) {
  const sends = subscribers<[Uint8Array]>();
  const changed = subscribers<[]>();
  const events: unknown[] = [];
  const note = (event: unknown): void => {
    const last = events.at(-1);
    if (Array.isArray(event) && Array.isArray(last)) last.push(...event);
    else events.push(event);
    changed.notify();
  };
  const usb: UsbSocket = {
    receive: (bytes) => note([...bytes]),
    onSend: sends.add,
    setLines: note,
    setBaud: note,
  };
  const hostPort = await openRfc2217Port(usb, { port: 0 });
  t.after(() => hostPort.close());
  const until = (isTrue: () => boolean) =>
    new Promise<void>((resolve) => {
      const stop = changed.add(check);
      function check(): void {
        if (!isTrue()) return;
        stop();
        resolve();
      }
      check();
    });
  return {
    hostPort,
    events,
    until,
    send: (bytes: readonly number[]) => sends.notify(Uint8Array.from(bytes)),
  };
}

/** A bare client; `take(n)` resolves to the next `n` bytes. */
async function bare(t: TestContext, port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.on('error', () => {});
  socket.setNoDelay(true);
  await once(socket, 'connect');
  let got: number[] = [];
  socket.on('data', (bytes) => {
    got = got.concat([...bytes]);
    socket.emit('more');
  });
  return {
    socket,
    write: (...bytes: number[]) => socket.write(Uint8Array.from(bytes)),
    async take(length: number) {
      while (got.length < length) await once(socket, 'more');
      return got.splice(0, length);
    },
  };
}

test('options are agreed on once, unknown ones are refused', async (t) => {
  const { hostPort } = await plugged(t);
  const client = await bare(t, hostPort.port);
  assert.deepEqual(await client.take(12), GREETING);
  client.write(255, 253, 0, 255, 251, 0, 255, 253, 3, 255, 251, 3); // agreed: no answer
  client.write(255, 251, 44, 255, 253, 44, 255, 251, 44); // the third says nothing new
  client.write(255, 253, 1, 255, 251, 31, 255, 254, 0, 255, 252, 7);
  const modemState = command(107, 0);
  const expected = [255, 253, 44, ...modemState, 255, 251, 44, 255, 252, 1, 255, 254, 31, 255, 252, 0];
  assert.deepEqual(await client.take(expected.length), expected);
  client.write(...command(7));
  assert.deepEqual(await client.take(7), modemState);
  client.write(...command(0));
  const signature = await client.take(6 + 'tinwire virtual board'.length);
  assert.equal(Buffer.from(signature.slice(4, -2)).toString(), 'tinwire virtual board');
});

test('rate, control lines and bytes reach the board in their order, however the packets are cut', async (t) => {
  const said = [
    ...[255, 251, 44],
    ...ESCAPED,
    ...command(1, 0, 1, 194, 0),
    ...command(1, 0, 0, 255, 255, 128),
    ...[1, 2],
    ...command(5, 8),
    ...command(5, 12),
    ...[255, 241, 3],
  ];
  const expected = [ALL_BYTES, 115200, 65408, [1, 2], { dtr: true }, { rts: false }, [3]];
  const cuts = [...said.keys()].filter((cut) => cut < 6 || cut > 250);
  for (const cut of [...cuts, null]) {
    const { hostPort, events, until } = await plugged(t);
    const client = await bare(t, hostPort.port);
    const step = async (bytes: number[]) => {
      client.write(...bytes);
      await new Promise(setImmediate);
    };
    if (cut === null) for (const byte of said) await step([byte]);
    else {
      await step(said.slice(0, cut));
      await step(said.slice(cut));
    }
    await until(() => JSON.stringify(events.at(-1)) === '[3]');
    assert.deepEqual(events, expected, `cut at ${cut}`);
    await hostPort.close();
  }
});

test('a line has 8 data bits, no parity, one stop bit and no flow control, whatever is asked for', async (t) => {
  const { hostPort } = await plugged(t);
  const client = await bare(t, hostPort.port);
  await client.take(12);
  const cases: [number[], number[]][] = [
    [
      [2, 7],
      [102, 8],
    ],
    [
      [3, 2],
      [103, 1],
    ],
    [
      [4, 2],
      [104, 1],
    ],
    [
      [5, 2],
      [105, 1],
    ],
    [
      [5, 5],
      [105, 6],
    ],
    [
      [5, 7],
      [105, 9],
    ],
    [
      [5, 8],
      [105, 8],
    ],
    [
      [5, 7],
      [105, 8],
    ],
    [
      [5, 11],
      [105, 11],
    ],
    [
      [5, 10],
      [105, 11],
    ],
    [
      [5, 13],
      [105, 14],
    ],
    [
      [10, 255],
      [110, 255, 255],
    ],
    [
      [12, 3],
      [112, 3],
    ],
    [
      [1, 0, 0, 0, 0],
      [101, 0, 1, 194, 0],
    ],
  ];
  for (const [asked, answered] of cases) {
    client.write(...(asked.includes(255) ? command(...asked, 255) : command(...asked)));
    assert.deepEqual(await client.take(answered.length + 5), command(...answered), `${asked}`);
  }
  client.write(...command(11, 15));
  assert.deepEqual(await client.take(14), [...command(111, 15), ...command(107, 0)]);
});

test('bytes of the board are escaped, wait while suspended and go when purged', async (t) => {
  const { hostPort, send } = await plugged(t);
  const client = await bare(t, hostPort.port);
  await client.take(12);
  send(ALL_BYTES);
  assert.deepEqual(await client.take(257), ESCAPED);
  client.write(...command(8), ...command(5, 7));
  await client.take(7);
  send([1, 255]);
  client.write(...command(5, 7));
  assert.deepEqual(await client.take(7), command(105, 9));
  client.write(...command(9));
  assert.deepEqual(await client.take(3), [1, 255, 255]);
  client.write(...command(8), ...command(5, 7));
  await client.take(7);
  send([2]);
  client.write(...command(12, 1), ...command(9), ...command(5, 7));
  assert.deepEqual(await client.take(14), [...command(112, 1), ...command(105, 9)]);
});

test('a second client is told so and sent away; the lines drop when the first leaves, and a third is served', async (t) => {
  const { hostPort, events, until } = await plugged(t);
  const first = await bare(t, hostPort.port);
  await first.take(12);
  const second = await bare(t, hostPort.port);
  const busy = 'busy: another program is connected to this board.\r\n';
  assert.equal(Buffer.from(await second.take(busy.length)).toString(), busy);
  await once(second.socket, 'close');
  first.write(...command(5, 8));
  await until(() => events.length === 1);
  first.socket.end();
  await until(() => events.length === 2);
  assert.deepEqual(events, [{ dtr: true }, { dtr: false, rts: false }]);
  const third = await bare(t, hostPort.port);
  assert.deepEqual(await third.take(12), GREETING);
});

test('a client that does not read, or suspends for good, is cut off', async (t) => {
  const { hostPort, events, until, send } = await plugged(t);
  const deaf = await bare(t, hostPort.port);
  await deaf.take(12);
  deaf.write(...command(8), ...command(5, 7));
  await deaf.take(7);
  const lump = Array.from({ length: 1 << 18 }, () => 65);
  for (let index = 0; index < 5; index += 1) send(lump);
  await until(() => events.length === 1);
  const slow = await bare(t, hostPort.port);
  await slow.take(12);
  slow.socket.pause();
  for (let index = 0; index < 200 && events.length === 1; index += 1) {
    send(lump);
    await new Promise(setImmediate);
  }
  await until(() => events.length === 2);
});

test('our own client sets rate and lines and gets every byte both ways', async (t) => {
  const { hostPort, events, until, send } = await plugged(t);
  const name = `rfc2217://127.0.0.1:${hostPort.port}`;
  const line = await openRfc2217({ name, host: '127.0.0.1', port: hostPort.port }, 74880);
  t.after(() => line.close());
  await line.setLines({ dtr: true, rts: true });
  await line.setBaud(921600);
  assert.equal(line.baud, 921600);
  let got: number[] = [];
  const all = new Promise<void>((resolve) => {
    line.onBytes((bytes) => {
      got = got.concat([...bytes]);
      if (got.length >= 256) resolve();
    });
  });
  await line.write(Uint8Array.from(ALL_BYTES));
  await until(() => JSON.stringify(events.at(-1)) === JSON.stringify(ALL_BYTES));
  send(ALL_BYTES);
  await all;
  assert.deepEqual(got, ALL_BYTES);
  const [off, on] = [false, true];
  assert.deepEqual(events, [74880, { rts: off }, { dtr: off }, { rts: on }, { dtr: on }, 921600, ALL_BYTES]);
});

test('a port in use is a HOST_PORT error; closing twice is harmless', async (t) => {
  const { hostPort } = await plugged(t);
  const usb: UsbSocket = { receive() {}, onSend: () => () => {}, setLines() {}, setBaud() {} };
  await assert.rejects(openRfc2217Port(usb, { port: hostPort.port }), { code: 'HOST_PORT' });
  const client = await bare(t, hostPort.port);
  const closed = once(client.socket, 'close');
  await Promise.all([hostPort.close(), hostPort.close(), closed]);
});
