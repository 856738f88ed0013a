/** The USB ports of a virtual board on this computer: what `--usb` names, opened and closed together. */
import { ToolError } from '../../errors.ts';
import type { UsbSocket } from '../usb.ts';
import { openPtyPort } from './pty.ts';
import { openRfc2217Port } from './rfc2217.ts';
import { openTcpPort } from './tcp.ts';

/** One `--usb`; port 0: the system picks. */
export type UsbPort =
  | { readonly kind: 'pty'; readonly link?: string }
  | { readonly kind: 'tcp' | 'rfc2217'; readonly port: number };

/** A port that programs can open, under the name that they are given. */
export interface OpenUsbPort {
  readonly name: string;
  /** The same port again, so that a cable that comes back is found where it was. */
  readonly again: UsbPort;
  close(): void | Promise<void>;
}

/** Reads `pty`, `tcp:PORT` or `rfc2217:PORT`. Throws USB_PORT_BAD. */
export function parseUsbPort(text: string): UsbPort {
  if (text === 'pty') return { kind: 'pty' };
  const [, kind, digits] = /^(tcp|rfc2217):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if ((kind === 'tcp' || kind === 'rfc2217') && port <= 65_535) return { kind, port };
  throw new ToolError('USB_PORT_BAD', `--usb ${text}: not a port that a virtual board can have.`, {
    help: 'Use pty, tcp:PORT or rfc2217:PORT; port 0 means any free port.',
  });
}

/** Opens all of them or none. Throws HOST_PTY, HOST_LINK, HOST_PORT. */
export async function openUsbPorts(usb: UsbSocket, ports: readonly UsbPort[]): Promise<OpenUsbPort[]> {
  const open: OpenUsbPort[] = [];
  try {
    for (const port of ports) open.push(await openUsbPort(usb, port));
    return open;
  } catch (error) {
    await closeUsbPorts(open);
    throw error;
  }
}

/** Pulls the cables. */
export async function closeUsbPorts(ports: readonly OpenUsbPort[]): Promise<void> {
  await Promise.all(ports.map((port) => port.close()));
}

async function openUsbPort(usb: UsbSocket, wanted: UsbPort): Promise<OpenUsbPort> {
  if (wanted.kind === 'pty') {
    const port = await openPtyPort(usb, wanted.link);
    return { name: port.path, again: wanted, close: port.close };
  }
  const { kind } = wanted;
  const port =
    kind === 'tcp' ? await openTcpPort(usb, wanted.port) : await openRfc2217Port(usb, { port: wanted.port });
  return {
    name: `${kind}://127.0.0.1:${port.port}`,
    again: { kind, port: port.port },
    close: () => port.close(),
  };
}
