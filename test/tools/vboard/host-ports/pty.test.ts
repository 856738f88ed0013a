import assert from 'node:assert/strict';
import {
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { ReadStream } from 'node:tty';
import { SerialPort } from 'serialport';
import { openPtyPort, removeStaleLink } from '../../../../tools/vboard/host-ports/pty.ts';
import { subscribers } from '../../../../tools/vboard/subscribers.ts';

const ALL = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const skip = process.platform === 'win32' && 'Windows has no pseudo terminals';

function socket() {
  const sent = subscribers<[Uint8Array]>();
  const got = subscribers<[Uint8Array]>();
  return {
    usb: { receive: got.notify, onSend: sent.add, setLines() {}, setBaud() {} },
    send: sent.notify,
    collect: (length: number): Promise<Buffer> => gather(length, got.add),
  };
}

function gather(length: number, add: (listener: (bytes: Uint8Array) => void) => unknown): Promise<Buffer> {
  return new Promise((resolve) => {
    let all = Buffer.alloc(0);
    add((bytes) => {
      all = Buffer.concat([all, bytes]);
      if (all.length >= length) resolve(all);
    });
  });
}

async function visit(name: string, board: ReturnType<typeof socket>): Promise<void> {
  const port = new SerialPort({ path: name, baudRate: 115_200 });
  await new Promise((resolve) => port.once('open', resolve));
  try {
    const atBoard = board.collect(256);
    port.write(ALL);
    assert.deepEqual(await atBoard, ALL);
    const atHost = gather(256, (listener) => port.on('data', listener));
    board.send(ALL);
    assert.deepEqual(await atHost, ALL);
  } finally {
    await new Promise((resolve) => port.close(resolve));
  }
}

test('every byte value passes both ways, also for a program that comes back', {
  skip,
  timeout: 8000,
}, async () => {
  const board = socket();
  const hostPort = await openPtyPort(board.usb);
  try {
    await visit(hostPort.path, board);
    await visit(hostPort.path, board);
  } finally {
    hostPort.close();
    hostPort.close();
  }
});

test('a port that no program reads holds nothing up, and what it took comes out in order', {
  skip,
  timeout: 8000,
}, async () => {
  const board = socket();
  const hostPort = await openPtyPort(board.usb);
  const lines = Array.from(
    { length: 4000 },
    (_, index) => `line ${index} of a board that talks to itself\r\n`,
  );
  try {
    for (const line of lines) board.send(Buffer.from(line));
    const all = Buffer.from(lines.join(''));
    const terminal = new ReadStream(openSync(hostPort.path, constants.O_RDWR | constants.O_NOCTTY));
    const read = await gather(all.length, (listener) => terminal.on('data', listener));
    terminal.destroy();
    assert.equal(read.equals(all), true);
  } finally {
    hostPort.close();
  }
});

test('a link replaces one to an old port and nothing else', { skip, timeout: 8000 }, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-pty-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const link = path.join(folder, 'board');
  symlinkSync('/dev/pts/99999', link);
  const board = socket();
  const hostPort = await openPtyPort(board.usb, link);
  assert.match(readlinkSync(link), /^\/dev\/(pts\/|tty)/);
  assert.notEqual(readlinkSync(link), '/dev/pts/99999');
  await visit(hostPort.path, board);
  hostPort.close();
  assert.equal(existsSync(link), false);
  writeFileSync(link, 'mine');
  await assert.rejects(openPtyPort(board.usb, link), { code: 'HOST_LINK' });
  unlinkSync(link);
  const again = await openPtyPort(board.usb, link);
  unlinkSync(link);
  again.close();
});

test('a link to anything else than a port is refused and stays as it is', {
  skip,
  timeout: 8000,
}, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-pty-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const link = path.join(folder, 'board');
  for (const target of [path.join(folder, 'notes'), '/dev/null', '/dev/pts/ptmx', './pts/1']) {
    symlinkSync(target, link);
    await assert.rejects(
      openPtyPort(socket().usb, link).then((hostPort) => hostPort.close()),
      { code: 'HOST_LINK' },
    );
    removeStaleLink(link);
    assert.equal(readlinkSync(link), target);
    unlinkSync(link);
  }
});

test('a link that another run, or its user, has replaced meanwhile is left alone at the end', {
  skip,
  timeout: 8000,
}, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-pty-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const link = path.join(folder, 'board');
  const first = await openPtyPort(socket().usb, link);
  const second = await openPtyPort(socket().usb, link);
  t.after(() => second.close());
  const target = readlinkSync(link);
  first.close();
  assert.equal(readlinkSync(link), target);
  removeStaleLink(link);
  assert.equal(readlinkSync(link), target);
  unlinkSync(link);
  writeFileSync(link, 'mine');
  second.close();
  removeStaleLink(link);
  assert.equal(readFileSync(link, 'utf8'), 'mine');
});

test('of links that a killed run left, the one to a port that is gone is removed', { skip }, (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tinwire-pty-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const link = path.join(folder, 'board');
  symlinkSync('/dev/pts/99999', link);
  removeStaleLink(link);
  removeStaleLink(link);
  assert.throws(() => readlinkSync(link), { code: 'ENOENT' });
});
