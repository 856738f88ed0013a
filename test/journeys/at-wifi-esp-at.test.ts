/**
 * WiFiEspAT, the Arduino library, unmodified, drives the AT console over a serial line; it receives passively and has a server.
 * It is no part of this project: WIFI_ESP_AT_DRIVER names its folder `src`. Its sources are compiled for this computer.
 */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { listenTo } from '../support/at-board.ts';
import { ANSWER, HELLO, modemOnPty, RUNNERS, runDriver, startPeers } from '../support/at-drivers.ts';

const DRIVER = process.env.WIFI_ESP_AT_DRIVER ?? '';
/** Headers of Arduino that the library names; Arduino.h has all of them. */
const HEADERS = ['Client', 'IPAddress', 'Print', 'Server', 'Stream', 'Udp'];
/** What the program asks for at once. */
const PIECE_BYTES = 1000;
/** What the program has its server on. */
const SERVER_PORT = 8080;

function reasonToSkip(): string | false {
  if (DRIVER === '') return 'WIFI_ESP_AT_DRIVER is not set: no folder src of WiFiEspAT';
  if (!existsSync(path.join(DRIVER, 'WiFiEspAT.h'))) {
    return `WiFiEspAT.h is not in ${DRIVER}, which WIFI_ESP_AT_DRIVER names`;
  }
  return spawnSync('g++', ['--version']).status === 0 ? false : 'g++ is not installed';
}

/** The program with the library in it, for AT firmware of this version; it goes with the test. */
async function compile(t: TestContext, majorVersion: number): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-wifi-esp-at-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of HEADERS) writeFileSync(path.join(folder, `${name}.h`), '#include "Arduino.h"\n');
  const sources = [RUNNERS, DRIVER, path.join(DRIVER, 'utility')].flatMap((from) =>
    readdirSync(from)
      .filter((name) => name.endsWith('.cpp'))
      .map((name) => path.join(from, name)),
  );
  const program = path.join(folder, 'wifi-esp-at');
  const options = ['-w', `-DWIFIESPAT${majorVersion}`, '-DWIFIESPAT_LOG_LEVEL=2', '-pthread'];
  const includes = [folder, RUNNERS, DRIVER].map((from) => `-I${from}`);
  await promisify(execFile)('g++', [...options, ...includes, ...sources, '-o', program]);
  return program;
}

for (const [dialect, majorVersion, version] of [
  ['nonos', 1, '1.7.5.0'],
  ['v2', 2, '2.2.0.0'],
] as const) {
  test(`WiFiEspAT joins, connects, sends, receives, serves and leaves (${dialect})`, {
    skip: reasonToSkip(),
    timeout: 120_000,
  }, async (t) => {
    const program = await compile(t, majorVersion);
    const { laptop, udpPort, args } = await startPeers(t);
    const modem = await modemOnPty(t, { serial: true, dialect });
    const listening = modem.listening(SERVER_PORT);
    const said = runDriver(t, program, [modem.line, ...args]);

    await said.until('DRIVER init 1\n');
    await said.until(`DRIVER version ${version}\n`);
    await said.until('DRIVER networks 1\nDRIVER network home\n');
    await said.until('DRIVER joined 1\nDRIVER status 1\nDRIVER ssid home\n');
    await said.until('DRIVER ip 192.168.1.50\nDRIVER gateway 192.168.1.1\nDRIVER dhcp 1\n');
    await said.until('DRIVER named 1\nDRIVER hostname driver\n');
    await said.until('DRIVER lookup 1\nDRIVER found 127.0.0.1\nDRIVER ping 1\n');

    await said.until('DRIVER connected 1\nDRIVER early 0\n');
    const { socket, reader } = await laptop.next();
    for (let start = 0; start < ANSWER.length; start += PIECE_BYTES) {
      await reader.until(HELLO);
      socket.write(ANSWER.subarray(start, start + PIECE_BYTES));
    }
    await said.until(`DRIVER received ${ANSWER.length}\nDRIVER peer 127.0.0.1\nDRIVER returned 1\n`);
    await said.until('DRIVER closed 0\n');
    await reader.hasEnded;
    assert.deepEqual(Buffer.from(reader.received(), 'latin1'), Buffer.concat([ANSWER, Buffer.from('Bye!')]));
    await said.until('DRIVER refused 0\n');

    await said.until('DRIVER listening 1\n');
    const client = connect(await listening, '127.0.0.1');
    const clientReader = listenTo(client);
    await once(client, 'connect');
    client.write(HELLO);
    await said.until(`DRIVER asked ${HELLO}\nDRIVER others 0\n`);
    await clientReader.until(HELLO);
    client.end();
    await said.until('DRIVER gone 0\n');

    await said.until('DRIVER udp 1\nDRIVER datagram 1\n');
    await said.until(`DRIVER answer ${HELLO}?\nDRIVER from 127.0.0.1\nDRIVER port ${udpPort}\n`);
    await said.until('DRIVER left 1\n');
  });
}
