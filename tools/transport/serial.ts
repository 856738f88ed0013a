/** A serial port of this computer: a USB serial chip, a chip's own USB, or a pty. */
import { SerialPort } from 'serialport';
import { ToolError } from '../errors.ts';
import { keepBothWaits } from './both-waits.ts';
import { bounded, writeBoundMs } from './bounded-write.ts';
import { createLineEvents, lineClosed, noControlLines } from './line-events.ts';
import { portFault } from './port-fault.ts';
import type { ControlLines, Transport } from './transport.ts';

/** A driver may wait for unread bytes before it releases a port. */
const CLOSE_BOUND_MS = 1000;

/** How a port is opened. */
export interface SerialOptions {
  readonly baud: number;
  readonly usb?: Transport['usb'];
}

/**
 * Opens a serial port with DTR and RTS released, so that the board runs.
 * @throws ToolError TRANSPORT_NOT_FOUND, TRANSPORT_BUSY, TRANSPORT_PERMISSION, TRANSPORT_NO_PORT, TRANSPORT_FAILED.
 */
export async function openSerial(name: string, { baud, usb = null }: SerialOptions): Promise<Transport> {
  const port = new SerialPort({ path: name, baudRate: baud, autoOpen: false });
  // Errors come to the callbacks; without a listener the stream would end the process with them as well.
  port.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(portFault(name, error)) : resolve()));
  });
  keepBothWaits(port.port);
  const events = createLineEvents();
  port.on('data', (bytes: Buffer) => events.received(new Uint8Array(bytes)));
  port.on('close', (error: Error | null | undefined) => {
    events.ended(error ? lineClosed(name, error) : null);
  });

  const call = (start: (done: (error: Error | null | undefined) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      if (!events.isOpen || !port.isOpen) return reject(lineClosed(name));
      const stop = events.onClose(() => reject(lineClosed(name)));
      start((error) => {
        stop();
        if (error) reject(port.isOpen ? failed(name, error) : lineClosed(name, error));
        else resolve();
      });
    });

  // serialport asserts what a call leaves out, so both lines are always named. Opening asserts both for a moment,
  // which the boards' reset circuit takes for neither; releasing them in one call keeps it so.
  let lines = { dtr: false, rts: false };
  const hasControlLines = await call((done) => port.set(lines, done)).then(
    () => true,
    () => false,
  );
  let currentBaud = baud;
  let writes = 0;
  let closing: Promise<void> | undefined;

  return {
    name,
    get baud() {
      return currentBaud;
    },
    hasControlLines,
    usb,
    onBytes: events.onBytes,
    onClose: events.onClose,
    async write(bytes) {
      if (bytes.length === 0) return;
      const written = call((done) => port.write(bytes, undefined, done)).then(() =>
        call((done) => port.drain(done)),
      );
      writes++;
      await bounded(name, writeBoundMs(bytes.length, currentBaud), written, () => port.flush()).finally(
        () => {
          writes--;
        },
      );
    },
    async setBaud(next) {
      await call((done) => port.update({ baudRate: next }, done));
      currentBaud = next;
    },
    async setLines(next: ControlLines) {
      if (!hasControlLines) throw noControlLines(name);
      lines = { dtr: next.dtr ?? lines.dtr, rts: next.rts ?? lines.rts };
      await call((done) => port.set(lines, done));
    },
    close() {
      closing ??= new Promise((resolve) => {
        events.ended(null);
        if (!port.isOpen) return resolve();
        // What the system still holds would keep its drain, and with it this process, waiting.
        if (writes > 0) port.flush();
        port.close(() => resolve());
        setTimeout(resolve, CLOSE_BOUND_MS).unref();
      });
      return closing;
    },
  };
}

function failed(name: string, cause: Error): ToolError {
  return new ToolError('TRANSPORT_FAILED', `${name}: ${cause.message.replace(/^Error:?\s*/, '')}.`, {
    help: 'Unplug and reconnect the cable.',
    cause,
  });
}
