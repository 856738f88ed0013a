/** A board's USB socket as a serial port of this computer: the master end of a pseudo terminal. */
import {
  constants,
  existsSync,
  lstatSync,
  openSync,
  readlinkSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import type { Duplex } from 'node:stream';
import { ReadStream } from 'node:tty';
import { ToolError } from '../../errors.ts';
import type { UsbSocket } from '../usb.ts';
import { readNow } from './read-now.ts';

/** A port that is open. */
export interface PtyPort {
  /** What a terminal program opens. */
  readonly path: string;
  /** Removes the port and its link; calling it twice is harmless. */
  close(): void;
}

/** What the library hands out. Its own `destroy` and `kill` signal the process -1, which is every process: never call them. */
interface PtyPair {
  readonly ptsName: string;
  /** Of the master; does not block. */
  readonly fd: number;
  readonly master: Duplex;
  readonly slave: Duplex;
}

/** Bytes that wait for a program to read; later bytes are lost, as on a serial chip without a reader. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** How often a port whose program does not read is tried again. */
const RETRY_MS = 10;
const PTY_PATH = /^\/dev\/(pts\/\d+|tty\w+)$/;

/** Makes a port, and a symbolic link to it at `link`. Throws HOST_PTY, HOST_LINK. */
export async function openPtyPort(usb: UsbSocket, link?: string): Promise<PtyPort> {
  if (process.platform === 'win32') {
    throw new ToolError('HOST_PTY', 'pty: Windows has no pseudo-terminals that programs can open by name.', {
      help: 'Use tcp:PORT or rfc2217:PORT.',
    });
  }
  if (link !== undefined) makeWay(link);
  const { fd, master, slave, ptsName } = await openPair();
  // Held open, so that a program that leaves does not end the port; raw, so that nothing is echoed or translated.
  const held = new ReadStream(openSync(ptsName, constants.O_RDWR | constants.O_NOCTTY));
  held.setRawMode(true);
  // The library reads from its end of the slave: it would take bytes that are for the program.
  slave.destroy();
  master.on('data', (bytes: Buffer) => usb.receive(bytes));
  master.on('error', () => {});
  const writer = writeTo(fd);
  const unsubscribe = usb.onSend(writer.write);
  const endPolls = usb.onPoll?.(() => usb.receive(readNow(fd)));
  if (link !== undefined) symlinkSync(ptsName, link);
  let isClosed = false;
  return {
    path: link ?? ptsName,
    close() {
      if (isClosed) return;
      isClosed = true;
      unsubscribe();
      endPolls?.();
      writer.end();
      if (link !== undefined) removeLink(link, ptsName);
      master.destroy();
      held.destroy();
    },
  };
}

/** Not `master.write`: libuv's writes to a master spin until a program reads, and everything stands still. */
function writeTo(fd: number): { write(bytes: Uint8Array): void; end(): void } {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let timer: NodeJS.Timeout | undefined;

  function pump(): void {
    timer = undefined;
    for (let [first] = waiting; first; [first] = waiting) {
      const written = tryWrite(fd, first);
      if (written === null) {
        timer = setTimeout(pump, RETRY_MS);
        return;
      }
      waitingBytes -= written;
      if (written === first.length) waiting.shift();
      else waiting[0] = first.subarray(written);
    }
  }

  return {
    write(bytes) {
      if (bytes.length === 0 || waitingBytes + bytes.length > MAX_WAITING_BYTES) return;
      waiting.push(bytes.slice());
      waitingBytes += bytes.length;
      if (timer === undefined) pump();
    },
    end() {
      clearTimeout(timer);
      waiting = [];
    },
  };
}

/** Bytes that went out, all of them where the port is gone; null: none now. */
function tryWrite(fd: number, bytes: Uint8Array): number | null {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EAGAIN' ? null : bytes.length;
  }
}

async function openPair(): Promise<PtyPair> {
  try {
    const library: unknown = await import('@lydell/node-pty');
    const { open } = library as { open(options: { cols: number; rows: number; encoding: null }): PtyPair };
    return open({ cols: 80, rows: 24, encoding: null });
  } catch (cause) {
    throw new ToolError('HOST_PTY', 'pty: this computer provides no pseudo-terminal.', {
      help: 'Use tcp:PORT or rfc2217:PORT.',
      cause,
    });
  }
}

/** A link that an earlier run left is replaced; anything else is not ours. */
function makeWay(link: string): void {
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!there.isSymbolicLink() || !PTY_PATH.test(readlinkSync(link))) {
    throw new ToolError('HOST_LINK', `${link}: exists and is not a link to a serial port.`, {
      help: 'Choose another name.',
    });
  }
  unlinkSync(link);
}

/** Removes a link to a pseudo terminal that is gone, as a process that was ended leaves it. */
export function removeStaleLink(link: string): void {
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (!there?.isSymbolicLink()) return;
  const target = readlinkSync(link);
  if (PTY_PATH.test(target) && !existsSync(target)) unlinkSync(link);
}

/** Only while it is ours: another run may have replaced it. */
function removeLink(link: string, ptsName: string): void {
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (there?.isSymbolicLink() && readlinkSync(link) === ptsName) unlinkSync(link);
}
