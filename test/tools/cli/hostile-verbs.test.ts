import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { findBoard } from '../../../tools/boards/load.ts';
import { markerFirmware } from '../../../tools/vboard/chip/firmware-marker.ts';
import { norFlash } from '../../../tools/vboard/chip/flash.ts';
import { createDevice } from '../../../tools/vboard/device.ts';
import { openTcpPort } from '../../../tools/vboard/host-ports/tcp.ts';
import { scriptedEnvironment } from '../../../tools/vboard/radio/scripted-environment.ts';
import { type Ended, runHere } from './cli-host.ts';
import { assertHarmless, FORGED, HOSTILE } from './hostile.ts';

/** Neither stream, on a terminal or not, as text or as JSON. */
function assertClean({ stdout, stderr }: Ended, what: string): void {
  // Colours of our own are allowed on a terminal.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes begin with ESC.
  const own = /\x1b\[(?:1|2|22|3[0-9])m/g;
  assertHarmless(stdout.replaceAll(own, ''), `${what}, stdout`);
  assertHarmless(stderr.replaceAll(own, ''), `${what}, stderr`);
  assert.ok(!`\n${stdout}`.includes('\n192.0.2.1'), what);
}

test('what a UDP peer answers to find and send is shown, not obeyed, and bounded', async () => {
  const peer = createSocket('udp4');
  peer.on('message', (_bytes, from) => {
    for (let count = 0; count < 3; count++)
      peer.send(`${HOSTILE}${FORGED}${'x'.repeat(5_000)}`, from.port, from.address);
  });
  await new Promise<void>((resolve) => peer.bind(0, '127.0.0.1', resolve));
  try {
    const { port } = peer.address();
    for (const flags of [[], ['--json']]) {
      const found = await runHere([
        'find',
        '--host',
        '127.0.0.1',
        '-p',
        String(port),
        '--wait',
        '0.3',
        ...flags,
      ]);
      assert.equal(found.status, 0, found.stderr);
      assertClean(found, `find ${flags}`);
      assert.ok(found.stdout.length < 1_000, `${found.stdout.length} characters`);
      const sent = await runHere(['send', 'udp', `127.0.0.1:${port}`, 'x', '--wait', '0.3', ...flags]);
      assertHarmless(sent.stdout + sent.stderr, `send ${flags}`);
    }
  } finally {
    peer.close();
  }
});

test('what a TCP server sends to connect is shown, not obeyed, in the log file, too', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hostile-'));
  const server = createServer((socket) => socket.end(`${HOSTILE}\r\n`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const log = path.join(folder, 'log');
    for (const flags of [['--log', log], ['--json'], ['--hex']])
      assertClean(await runHere(['connect', 'tcp', `127.0.0.1:${port}`, ...flags]), `connect ${flags}`);
    assertHarmless(readFileSync(log, 'utf8'), 'the log');
    assert.match(readFileSync(log, 'utf8'), /a␛\]0;title␇/);
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
});

test('what a board says, has and throws is shown by repl, not obeyed', async () => {
  const board = findBoard('esp32');
  const flash = norFlash(new Uint8Array(board.flashBytes).fill(0xff), board.chip.storage.pageSizeBytes);
  for (const file of markerFirmware(board, '2v29')) flash.program(file.offsetBytes, file.bytes);
  const device = createDevice({
    board,
    flash,
    environment: scriptedEnvironment({ networks: [] }),
    ports: 'any',
  });
  device.power(true);
  try {
    const text = Buffer.from(HOSTILE, 'utf8').toString('latin1');
    const written = `"${[...text].map((byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')}"`;
    const codes = [
      [
        `print(${written})`,
        written,
        `setTimeout(function(){print(${written})},0)`,
        'require("Storage").write("\\x1b[2J\\u0007\\n","x")',
        '.files',
        `throw new Error(${written})`,
      ].join('\n'),
      `.load ${HOSTILE.replaceAll(/\s/g, '')}`,
      `.nothing${HOSTILE.replaceAll(/\s/g, '')}`,
    ];
    for (const code of codes) {
      const hostPort = await openTcpPort(device.usb, 0);
      try {
        assertClean(
          await runHere(['repl', '--port', `tcp://127.0.0.1:${hostPort.port}`], { stdin: `${code}\n1\n` }),
          code,
        );
      } finally {
        await hostPort.close();
      }
    }
  } finally {
    await device.close();
  }
});

test('names of files, boards, ports and options are shown, not obeyed', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hostile-'));
  try {
    const name = path.join(folder, '\x1b[2J\x9b\u{202e}.js');
    writeFileSync(name, 'async function f() {}\nvar \u{202e} = "\x1b[2J";');
    const hostile = HOSTILE.replaceAll('\0', '');
    for (const args of [
      ['check', name],
      ['check', '--json', name],
      ['check', path.join(folder, hostile)],
      ['build', '--entry', name],
      ['upload', '--port', hostile],
      ['upload', '--image', hostile],
      ['flash', '--firmware', hostile, '--dry-run'],
      ['repl', '--board', hostile],
      ['rescue', '--port', `tcp://${hostile}:1`],
      ['sim', '--board', hostile],
      ['serve', hostile],
      ['connect', 'tcp', hostile],
      [hostile],
      [`--${hostile}`],
    ]) {
      const ended = await runHere(args);
      assert.notEqual(ended.status, 0, args.join(' '));
      assertClean(ended, args[0] ?? '');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
