/** A line by the name that a user gives it. */
import { stat } from 'node:fs/promises';
import { ToolError } from '../errors.ts';
import type { Transport } from './transport.ts';

/** Line rate of every board's console. */
const CONSOLE_BAUD = 115_200;

/** How a line is opened. */
export interface OpenOptions {
  /** Bits per second; default: 115,200. */
  readonly baud?: number;
  readonly signal?: AbortSignal;
}

/** What a port's name means. */
export type PortName =
  | { readonly kind: 'serial' }
  | { readonly kind: 'tcp' | 'rfc2217'; readonly host: string; readonly port: number };

/**
 * Opens `/dev/ttyUSB0`, `COM3`, a pty's path, `tcp://host:port` or `rfc2217://host:port`, DTR and RTS released.
 * @throws ToolError TRANSPORT_NAME_BAD, TRANSPORT_NOT_FOUND, TRANSPORT_BUSY, TRANSPORT_PERMISSION, TRANSPORT_NO_PORT,
 * TRANSPORT_REFUSED, TRANSPORT_UNREACHABLE, TRANSPORT_NO_RFC2217, TRANSPORT_ABORTED, TRANSPORT_FAILED.
 */
export async function openTransport(name: string, options: OpenOptions = {}): Promise<Transport> {
  const { baud = CONSOLE_BAUD, signal } = options;
  const parsed = parsePortName(name);
  if (signal?.aborted) throw new ToolError('TRANSPORT_ABORTED', `${name}: opening was interrupted.`);
  if (parsed.kind === 'serial') return openPort(name, baud);
  const address = { name, host: parsed.host, port: parsed.port, signal };
  if (parsed.kind === 'tcp') return (await import('./tcp.ts')).openTcp(address);
  return (await import('./rfc2217.ts')).openRfc2217(address, baud);
}

/** Takes a port's name apart. @throws ToolError TRANSPORT_NAME_BAD. */
export function parsePortName(name: string): PortName {
  const scheme = /^([a-z0-9+.-]+):\/\//i.exec(name)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    if (name.trim() === '') throw badName(name, 'is empty');
    return { kind: 'serial' };
  }
  if (scheme !== 'tcp' && scheme !== 'rfc2217') throw badName(name, `has an unknown scheme, ${scheme}://`);
  const match = /^[^/]+:\/\/(?:\[([0-9a-f:.%]+)\]|([^:/[\]]+)):(\d{1,5})\/?$/i.exec(name);
  const port = Number(match?.[3]);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined || !(port >= 1 && port <= 65_535))
    throw badName(name, 'needs a host and a port from 1 to 65535');
  return { kind: scheme, host, port };
}

async function openPort(name: string, baud: number): Promise<Transport> {
  // Windows names are no files.
  if (process.platform !== 'win32') {
    const file = await stat(name).catch(() => null);
    // Opening a fifo for reading and writing succeeds and a regular file takes every byte: neither is a board.
    if (file && !file.isCharacterDevice()) {
      throw new ToolError('TRANSPORT_NO_PORT', `${name}: is not a serial port.`, {
        help: 'See tinwire ports.',
      });
    }
  }
  const [{ openSerial }, { usbIdsOf }] = await Promise.all([import('./serial.ts'), import('./list.ts')]);
  return openSerial(name, { baud, usb: await usbIdsOf(name) });
}

function badName(name: string, fault: string): ToolError {
  return new ToolError('TRANSPORT_NAME_BAD', `port "${name}": ${fault}.`, {
    help: 'Use a serial port such as /dev/ttyUSB0 or COM3, tcp://host:port or rfc2217://host:port.',
  });
}
