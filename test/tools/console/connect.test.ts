/** How a board is woken, word by word; time passes at once. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { connectConsole, interruptProgram } from '../../../tools/console/connect.ts';
import { linkConsole } from '../../../tools/console/console-link.ts';
import { instantClock } from '../../support/instant-clock.ts';
import { memoryTransport } from '../../support/memory-transport.ts';

const VERSION = '\r\nEspruino 2v29 ESP8266_4MB\r\n>';
const FIRMWARE = { version: '2v29', board: 'ESP8266_4MB' };

/** A board that answers what is sent; `sent` is what came, and when. */
function answering(t: TestContext, answer: (sent: string, number: number) => string) {
  const now = instantClock(t);
  const sent: [number, string][] = [];
  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      const text = Buffer.from(bytes).toString('latin1');
      sent.push([now(), text]);
      const said = answer(text, sent.length);
      if (said !== '') deliver(Buffer.from(said, 'latin1'));
    },
    close() {},
  });
  return { link: linkConsole(transport), sent, transport, now };
}

test('a board at its prompt is asked who it is, and not disturbed', async (t) => {
  const { link, sent } = answering(t, () => VERSION);
  assert.deepEqual(await connectConsole(link, 8_000), FIRMWARE);
  assert.deepEqual(sent, [[0, '\0\x05']]);
});

test('one with half a line typed gets an end of line', async (t) => {
  const { link, sent } = answering(t, (text) => (text.startsWith('\n') ? VERSION : ''));
  assert.deepEqual(await connectConsole(link, 8_000), FIRMWARE);
  assert.deepEqual(sent, [
    [0, '\0\x05'],
    [400, '\n\x05'],
  ]);
});

test('only then the program is stopped, and the board asked again', async (t) => {
  let isStopped = false;
  const { link, sent } = answering(t, (text) => {
    if (text === '\x03') {
      isStopped = true;
      return '\r\n>';
    }
    return isStopped ? VERSION : '';
  });
  assert.deepEqual(await connectConsole(link, 8_000), FIRMWARE);
  assert.deepEqual(sent, [
    [0, '\0\x05'],
    [400, '\n\x05'],
    [1_200, '\x03'],
    [1_200, '\x05\0'],
  ]);
});

test('a program that must not be stopped is only asked, until the time is up', async (t) => {
  const { link, sent, now } = answering(t, () => '');
  await assert.rejects(connectConsole(link, 3_000, false), {
    code: 'SESSION_TIMEOUT',
    message: 'board on memory: it sent nothing within 3 s.',
    help: 'Press RESET without holding BOOT (FLASH) and try again. If its program loops: tinwire rescue. If it has no firmware: tinwire flash. If its line is a serial bridge: type +++ in a terminal.',
  });
  assert.deepEqual(sent, [
    [0, '\0\x05'],
    [400, '\n\x05'],
    [1_200, '\0\x05'],
    [2_000, '\n\x05'],
    [2_800, '\0\x05'],
    [3_600, '\n\x05'],
  ]);
  assert.equal(now(), 4_400);
});

test('a silent board is stopped once a round, and no more when the time is up', async (t) => {
  const { link, sent } = answering(t, () => '');
  await assert.rejects(connectConsole(link, 1_000), { code: 'SESSION_TIMEOUT' });
  assert.deepEqual(
    sent.map(([, text]) => text),
    ['\0\x05', '\n\x05'],
  );
});

test('two Ctrl-C keep apart from each other on one line', async (t) => {
  const { link, sent } = answering(t, (text) => (text === '\x03' ? '\r\n>' : ''));
  assert.equal(await interruptProgram(link), true);
  assert.equal(await interruptProgram(link), true);
  assert.deepEqual(sent, [
    [0, '\x03'],
    [5_200, '\x03'],
  ]);
});

test('a Ctrl-C that the debugger caught is sent again', async (t) => {
  const { link, sent } = answering(t, (_, number) => (number === 1 ? '\r\ndebug>' : '\r\n>'));
  assert.equal(await interruptProgram(link), true);
  assert.deepEqual(
    sent.map(([, text]) => text),
    ['\x03', '\x03'],
  );
});

test('a debugger that does not leave, and a board without a prompt, are not stopped', async (t) => {
  const { link, now } = answering(t, () => '\r\ndebug>');
  assert.equal(await interruptProgram(link, 100), false);
  assert.equal(now(), 100);
});

test('only a prompt for a statement says that the program was stopped', async (t) => {
  const { link, now } = answering(t, () => '\r\n:');
  assert.equal(await interruptProgram(link), false);
  assert.equal(now(), 800);
});

test('a locked console is opened with the password, and then asked again', async (t) => {
  let isOpen = false;
  const { link, sent } = answering(t, (text) => {
    if (isOpen) return VERSION;
    if (text === 'secret\n') {
      isOpen = true;
      return '\r\n  Logged in.\r\n>';
    }
    return text === '\n' || text === '\n\x05' ? '\r\n  Invalid password\r\npassword>' : '';
  });
  link.password = async () => 'secret';
  assert.deepEqual(await connectConsole(link, 8_000), FIRMWARE);
  assert.deepEqual(
    sent.map(([, text]) => text),
    ['\0\x05', '\n\x05', '\n', 'secret\n', '\0\x05'],
  );
});

test('after the password a board that is silent is stopped as any other', async (t) => {
  let isStopped = false;
  const { link, sent } = answering(t, (text) => {
    if (text === 'secret\n') return '\r\n  Logged in.\r\n>';
    if (text === '\x03') isStopped = true;
    if (isStopped) return text === '\x03' ? '\r\n>' : VERSION;
    return text === '\n' || (text === '\n\x05' && sent.length < 4)
      ? '\r\n  Invalid password\r\npassword>'
      : '';
  });
  link.password = async () => 'secret';
  assert.deepEqual(await connectConsole(link, 20_000), FIRMWARE);
  assert.equal(sent.filter(([, text]) => text === 'secret\n').length, 1);
});

test('a line that is gone is told at once', async (t) => {
  const { link, transport } = answering(t, () => '');
  const asked = connectConsole(link, 8_000);
  await transport.close();
  await assert.rejects(asked, { code: 'SESSION_LOST' });
});

for (const [said, name] of [
  ['>>> ', 'MicroPython'],
  ['x\n>>>', 'MicroPython'],
  ['paste mode; Ctrl-C to cancel', 'MicroPython'],
  ['this is MicroPython 1.2', 'MicroPython'],
  ['lua_open', 'NodeMCU Lua'],
  ['x\rlua_', 'NodeMCU Lua'],
  ['built by nodemcu', 'NodeMCU Lua'],
  ['ERROR\r\n', 'AT firmware'],
  ['x\r\nERROR\n', 'AT firmware'],
  ['AT+GMR\r\n', 'AT firmware'],
  ['AT\r\n', 'AT firmware'],
  ['ready\r\n', 'AT firmware'],
  ['x\nready\r\n', 'AT firmware'],
] as const)
  test(`${JSON.stringify(said)} shows ${name}, and nothing is typed into it`, async (t) => {
    const { link, sent } = answering(t, () => said);
    await assert.rejects(connectConsole(link, 8_000), {
      code: 'SESSION_UNKNOWN_FIRMWARE',
      message: `board on memory: ${name} is running, not Espruino.`,
      help: 'Install Espruino and the image: tinwire flash.',
    });
    assert.equal(sent.length, 1);
  });

for (const said of ['waiting for download', 'DOWNLOAD_BOOT', 'boot:0x1 (DOWNLOAD(USB))', 'UART_BOOT(1)'])
  for (const when of ['\0\x05', '\n\x05', '\x05\0'])
    test(`a board that says "${said}" after ${JSON.stringify(when)} is in its ROM loader`, async (t) => {
      const { link, sent } = answering(t, (text) => (text === when ? said : ''));
      await assert.rejects(connectConsole(link, 8_000), {
        code: 'SESSION_LOADER',
        message: 'board on memory: it is in its ROM loader.',
        help: 'Release BOOT (FLASH) and press RESET, then run the command again.',
      });
      assert.equal(sent.at(-1)?.[1], when);
    });

test('what only resembles the words of another firmware is shown, its end', async (t) => {
  const said = ` a>>> xERROR\r\n already\r\n ERROR AT ${'x'.repeat(50)} end `;
  const { link } = answering(t, (_, number) => (number === 1 ? said : ''));
  await assert.rejects(connectConsole(link, 500), {
    code: 'SESSION_TIMEOUT',
    message: `board on memory: it showed no prompt but sent ${JSON.stringify(said.trim().slice(-60))}, within 0.5 s.`,
    help: /^Press RESET without/,
  });
});

for (const [bytes, code] of [
  [4_000, 'SESSION_TIMEOUT'],
  [3_999, 'SESSION_UNKNOWN_FIRMWARE'],
] as const)
  test(`of a long output the first 4,000 bytes are looked at: ${bytes} and a sign, ${code}`, async (t) => {
    const { link } = answering(t, (_, number) => (number === 1 ? 'x'.repeat(bytes) : 'MicroPython'));
    await assert.rejects(connectConsole(link, 500), { code });
  });

test('a line of which more than a third cannot be read has another rate', async (t) => {
  const garbled = answering(t, (_, number) => (number === 1 ? 'ab \xfe\xff' : ''));
  await assert.rejects(connectConsole(garbled.link, 500), {
    code: 'SESSION_TIMEOUT',
    message: 'board on memory: received only garbled bytes within 0.5 s at this baud.',
    help: 'Espruino uses 115200 baud. Press RESET, check the port, or install Espruino: tinwire flash.',
  });
});

test('a line of which a third cannot be read is shown', async (t) => {
  const { link } = answering(t, (_, number) => (number === 1 ? 'ab\t~\xfe\xff' : ''));
  await assert.rejects(connectConsole(link, 500), {
    message: /^board on memory: it showed no prompt but sent/,
  });
});

test('a serial bridge that waits for its client is told apart', async (t) => {
  const { link } = answering(t, (_, number) =>
    number === 1 ? 'bridge: type +++ to return to the console\r\n' : '',
  );
  await assert.rejects(connectConsole(link, 500), {
    code: 'SESSION_TIMEOUT',
    message: 'board on memory: its serial line is in bridge mode.',
    help: 'In a terminal, type +++ with a second of silence before and after it to return to the console, then run the command again.',
  });
});
