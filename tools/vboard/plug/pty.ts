/** A board's USB socket as a serial port of this computer: the master end of a pseudo terminal. */
import { constants, lstatSync, openSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { ReadStream } from 'node:tty';
import { ToolError } from '../../errors.ts';
import type { UsbSocket } from '../usb.ts';

/** A port that is open. */
export interface PtyPlug {
  /** What a terminal program opens. */
  readonly path: string;
  /** Removes the port and its link; calling it twice is harmless. */
  close(): void;
}

/** What the library hands out. Its own `destroy` and `kill` signal the process -1, which is every process: never call them. */
interface PtyPair {
  readonly ptsName: string;
  readonly master: Duplex;
  readonly slave: Duplex;
}

/** Bytes that wait for a program to read; what comes then is lost, as on a serial chip that nobody listens to. */
const MOST_WAITING_BYTES = 1024 * 1024;
const PTY_PATH = /^\/dev\/(pts\/\d+|tty\w+)$/;

/** Makes a port, and a symbolic link to it at `link`. Throws PLUG_PTY, PLUG_LINK. */
export async function plugPty(usb: UsbSocket, link?: string): Promise<PtyPlug> {
  if (process.platform === 'win32') {
    throw new ToolError('PLUG_PTY', 'pty: Windows has no pseudo terminals that programs open by name.', {
      help: 'Use tcp:PORT or rfc2217:PORT.',
    });
  }
  if (link !== undefined) makeWay(link);
  const { master, slave, ptsName } = await openPair();
  // Held open, so that a program that leaves does not end the port; raw, so that nothing is echoed or translated.
  const held = new ReadStream(openSync(ptsName, constants.O_RDWR | constants.O_NOCTTY));
  held.setRawMode(true);
  // The library reads from its end of the slave: it would take bytes that are for the program.
  slave.destroy();
  master.on('data', (bytes: Buffer) => usb.receive(bytes));
  master.on('error', () => {});
  const unsubscribe = usb.onSend((bytes) => {
    if (master.writableLength < MOST_WAITING_BYTES) master.write(bytes);
  });
  if (link !== undefined) symlinkSync(ptsName, link);
  let isClosed = false;
  return {
    path: link ?? ptsName,
    close() {
      if (isClosed) return;
      isClosed = true;
      unsubscribe();
      if (link !== undefined) removeLink(link, ptsName);
      master.destroy();
      held.destroy();
    },
  };
}

async function openPair(): Promise<PtyPair> {
  try {
    const library: unknown = await import('@lydell/node-pty');
    const { open } = library as { open(options: { cols: number; rows: number; encoding: null }): PtyPair };
    return open({ cols: 80, rows: 24, encoding: null });
  } catch (cause) {
    throw new ToolError('PLUG_PTY', 'pty: this computer gives no pseudo terminal.', {
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
    throw new ToolError('PLUG_LINK', `${link}: exists and is no link to a serial port.`, {
      help: 'Choose another name.',
    });
  }
  unlinkSync(link);
}

/** Only while it is ours: another run may have replaced it. */
function removeLink(link: string, ptsName: string): void {
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (there?.isSymbolicLink() && readlinkSync(link) === ptsName) unlinkSync(link);
}
