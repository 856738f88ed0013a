/**
 * Adafruit's CircuitPython driver, unmodified, drives the AT console over a serial line. It is no part of this project:
 * ESPAT_CONTROL_DRIVER names its adafruit_espatcontrol.py.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { ANSWER, HELLO, modemOnPty, RUNNERS, runDriver, startPeers } from '../support/at-drivers.ts';

const DRIVER = process.env.ESPAT_CONTROL_DRIVER ?? '';

function reasonToSkip(): string | false {
  if (DRIVER === '') return "ESPAT_CONTROL_DRIVER is not set: no adafruit_espatcontrol.py of Adafruit's";
  if (!existsSync(DRIVER)) return `${DRIVER}, which ESPAT_CONTROL_DRIVER names, does not exist`;
  return spawnSync('python3', ['--version']).status === 0 ? false : 'python3 is not installed';
}

for (const [dialect, version] of [
  ['nonos', '1.7.5.0'],
  ['v2', '2.2.0.0'],
] as const) {
  test(`Adafruit's driver joins, connects, sends, receives, closes and leaves (${dialect})`, {
    skip: reasonToSkip(),
    timeout: 120_000,
  }, async (t) => {
    const { laptop, args } = await startPeers(t);
    const { line } = await modemOnPty(t, { serial: true, dialect });
    const said = runDriver(t, 'python3', [`${RUNNERS}adafruit.py`, DRIVER, line, ...args]);

    await said.until(`DRIVER version AT version:${version}(tinwire`);
    await said.until('DRIVER mode 1\n');
    await said.until("DRIVER networks ['home']\n");
    await said.until('DRIVER joined True\n');
    await said.until('DRIVER ip 192.168.1.50\n');
    await said.until('DRIVER ping True\n');
    await said.until('DRIVER lookup 127.0.0.1\n');

    await said.until('DRIVER connected True\n');
    const { socket, reader } = await laptop.next();
    await said.until('DRIVER sent\n');
    await reader.until(HELLO);
    socket.write(ANSWER);
    await said.until(`DRIVER received ${ANSWER.length}\n`);
    await said.until('DRIVER returned\n');
    await said.until('DRIVER closed False\n');
    await reader.hasEnded;
    assert.deepEqual(Buffer.from(reader.received(), 'latin1'), ANSWER);
    await said.until('DRIVER refused OKError\n');

    await said.until('DRIVER udp True\n');
    await said.until(`DRIVER datagram ${HELLO}?\n`);
    await said.until('DRIVER left False\n');
  });
}
