/** A board's USB socket as plain bytes on TCP: one client at a time. */
import { createServer, type Socket } from 'node:net';
import type { UsbSocket } from '../usb.ts';
import { portError } from './port-error.ts';
import { readNow } from './read-now.ts';

/** What may wait for a client that does not read; then it is cut off. */
const MAX_WAITING_BYTES = 1 << 20;

export interface TcpPort {
  readonly port: number;
  /** Ends the client and the listener; calling it twice is harmless. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1:`port` (0: the system picks). Throws HOST_PORT. */
export async function openTcpPort(usb: UsbSocket, port: number): Promise<TcpPort> {
  let client: Socket | null = null;
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    if (client) {
      // Unread bytes would keep it from ending.
      socket.resume();
      socket.end('busy: another program is connected to this board.\r\n');
      return;
    }
    client = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => usb.receive(bytes));
    socket.on('close', () => {
      client = null;
    });
  });
  const unsubscribe = usb.onSend((bytes) => {
    if (!client) return;
    client.write(bytes);
    if (client.writableLength > MAX_WAITING_BYTES) client.destroy();
  });
  const endPolls = usb.onPoll?.(() => {
    const fd = descriptorOf(client);
    if (fd >= 0) usb.receive(readNow(fd));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      unsubscribe();
      reject(portError('127.0.0.1', port, cause));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  let closing: Promise<void> | undefined;
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close() {
      closing ??= new Promise((resolve) => {
        unsubscribe();
        endPolls?.();
        client?.destroy();
        server.close(() => resolve());
      });
      return closing;
    },
  };
}

/** Node shows it on the handle alone; -1: there is none, as on Windows. */
function descriptorOf(socket: Socket | null): number {
  const { _handle: handle } = (socket ?? {}) as { _handle?: { fd?: number } | null };
  return handle?.fd ?? -1;
}
