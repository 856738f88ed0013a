import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import * as nodePty from '@lydell/node-pty';
import { openTransport } from '../../../tools/transport/open.ts';
import { portFault } from '../../../tools/transport/port-fault.ts';
import type { Transport } from '../../../tools/transport/transport.ts';

/** Never its own `destroy`: that signals the process -1, which is every process. */
interface Pty {
  readonly master: NodeJS.ReadWriteStream & { destroy(): void };
  readonly slave: { destroy(): void };
  readonly ptsName?: string;
  readonly _pty: string;
}

/** A pty whose near end the tools open; `far` is the board's. */
async function openPty(t: TestContext): Promise<{ far: Pty['master']; line: Transport; name: string }> {
  const { open } = nodePty as unknown as { open(size: { cols: number; rows: number }): Pty };
  const pair = open({ cols: 80, rows: 24 });
  const name = pair.ptsName ?? pair._pty;
  const line = await openTransport(name);
  // Left open it would take half of what comes.
  pair.slave.destroy();
  // The far end of a pty fails when the near one closes.
  pair.master.on('error', () => {});
  t.after(async () => {
    await line.close();
    pair.master.destroy();
  });
  return { far: pair.master, line, name };
}

test('bytes go both ways over a pty, which has no control lines', {
  skip: process.platform === 'win32',
}, async (t) => {
  const { far, line } = await openPty(t);
  assert.equal(line.hasControlLines, false);
  assert.equal(line.baud, 115_200);
  const fromLine = new Promise<string>((resolve) => far.once('data', (data) => resolve(String(data))));
  await line.write(new TextEncoder().encode('ping'));
  assert.equal(await fromLine, 'ping');
  const toLine = new Promise<Uint8Array>((resolve) => line.onBytes(resolve));
  far.write('pong');
  assert.equal(new TextDecoder().decode(await toLine), 'pong');
  await line.setBaud(460_800);
  assert.equal(line.baud, 460_800);
  await assert.rejects(line.setLines({ rts: true }), { code: 'TRANSPORT_NO_LINES' });
});

test('a write that has to wait is not forgotten when a read begins to wait after it', {
  skip: process.platform === 'win32',
}, async (t) => {
  const { far, line } = await openPty(t);
  let taken = 0;
  far.on('data', (bytes: Buffer) => {
    taken += bytes.length;
  });
  // More than a pty holds, to a board that answers nothing meanwhile.
  const block = new Uint8Array(40_000);
  for (let turn = 0; turn < 60; turn++) {
    far.write('x');
    if (turn % 2 > 0) await new Promise(setImmediate);
    await line.write(block);
  }
  assert.ok(taken > 50 * block.length);
});

test('a write that nobody takes ends with a reason, and so does its port', {
  skip: process.platform === 'win32',
}, async (t) => {
  const { far, line } = await openPty(t);
  (far as unknown as { pause(): void }).pause();
  const stuck = line.write(new Uint8Array(400_000));
  const isRejected = assert.rejects(stuck, { code: 'TRANSPORT_CLOSED' });
  await new Promise(setImmediate);
  await line.close();
  await isRejected;
});

test('a port that is open already is busy', { skip: process.platform === 'win32' }, async (t) => {
  const { name } = await openPty(t);
  await assert.rejects(openTransport(name), {
    code: 'TRANSPORT_BUSY',
    message: `${name}: already open in another program.`,
  });
});

test('closing twice is harmless, and nothing can be written afterwards', {
  skip: process.platform === 'win32',
}, async (t) => {
  const { line } = await openPty(t);
  await Promise.all([line.close(), line.close()]);
  await line.close();
  await assert.rejects(line.write(Uint8Array.of(1)), { code: 'TRANSPORT_CLOSED' });
});

test('a port that is not there, and a file that is no port, are told apart', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-serial-'));
  t.after(() => rmSync(folder, { recursive: true }));
  await assert.rejects(openTransport(path.join(folder, 'ttyUSB9')), { code: 'TRANSPORT_NOT_FOUND' });
  const file = path.join(folder, 'file');
  writeFileSync(file, 'x');
  await assert.rejects(openTransport(file), { code: 'TRANSPORT_NO_PORT' });
});

test('a fifo and a folder are no ports, and are told at once', {
  skip: process.platform === 'win32',
}, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-fifo-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const fifo = path.join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  for (const name of [fifo, folder])
    await assert.rejects(openTransport(name), {
      code: 'TRANSPORT_NO_PORT',
      message: `${name}: is not a serial port.`,
    });
});

test('what the systems say of a refused port becomes a reason and a way out', () => {
  const cases: [string, string, string, RegExp][] = [
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'linux', 'TRANSPORT_PERMISSION', /dialout/],
    ['Error: Permission denied, cannot open /dev/cu.x', 'darwin', 'TRANSPORT_PERMISSION', /dev\/cu/],
    ['Opening COM3: Access denied', 'win32', 'TRANSPORT_BUSY', /Close/],
    ['Opening COM9: File not found', 'win32', 'TRANSPORT_NOT_FOUND', /tinwire ports/],
    ['Error: Resource busy, cannot open /dev/cu.x', 'darwin', 'TRANSPORT_BUSY', /Close/],
    ['something else', 'linux', 'TRANSPORT_FAILED', /cable/],
  ];
  for (const [text, platform, code, help] of cases) {
    const fault = portFault('port', new Error(text), platform);
    assert.equal(fault.code, code, text);
    assert.match(fault.help ?? '', help);
  }
});
