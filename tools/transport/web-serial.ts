/**
 * A line as the Web Serial port that esptool-js wants. Only what that library calls is there:
 * getInfo, open, readable, writable, setSignals, setBaudRate, close (esptool-js 0.7 `lib/webserial.js`).
 */
import { ReadableStream, WritableStream } from 'node:stream/web';
import { lineClosed } from './line-events.ts';
import type { Transport } from './transport.ts';

/** The part of Web Serial's `SerialPort` that is used. */
export interface WebSerialPort {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  getInfo(): { usbVendorId?: number; usbProductId?: number };
  open(options: { baudRate: number }): Promise<void>;
  setSignals(signals: { dataTerminalReady?: boolean; requestToSend?: boolean }): Promise<void>;
  setBaudRate(baud: number): Promise<void>;
  /** Leaves the line itself open: it belongs to its opener. */
  close(): Promise<void>;
}

/** Bytes that wait for a reader at most; a flash tool reads all the time, so more is a babbling line. */
const MAX_BACKLOG_BYTES = 1 << 20;

/** Wraps an open line. Signals are ignored where it has no control lines. */
export function webSerial(transport: Transport): WebSerialPort {
  let readable: ReadableStream<Uint8Array> | null = null;
  let writable: WritableStream<Uint8Array> | null = null;
  let detach = () => {};

  return {
    get readable() {
      return readable;
    },
    get writable() {
      return writable;
    },
    getInfo: () =>
      transport.usb ? { usbVendorId: transport.usb.vendorId, usbProductId: transport.usb.productId } : {},
    async open({ baudRate }) {
      detach();
      await transport.setBaud(baudRate);
      readable = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            const stopBytes = transport.onBytes((bytes) => {
              if ((controller.desiredSize ?? 0) > 0) controller.enqueue(bytes);
            });
            const stopClose = transport.onClose((fault) => {
              stop();
              controller.error(fault ?? lineClosed(transport.name));
            });
            function stop(): void {
              stopBytes();
              stopClose();
            }
            detach = stop;
          },
          cancel: () => detach(),
        },
        { highWaterMark: MAX_BACKLOG_BYTES, size: (chunk) => chunk?.length ?? 0 },
      );
      writable = new WritableStream<Uint8Array>({ write: (bytes) => transport.write(bytes) });
    },
    async setSignals({ dataTerminalReady, requestToSend }) {
      if (!transport.hasControlLines) return;
      await transport.setLines({
        ...(dataTerminalReady === undefined ? {} : { dtr: dataTerminalReady }),
        ...(requestToSend === undefined ? {} : { rts: requestToSend }),
      });
    },
    setBaudRate: (baud) => transport.setBaud(baud),
    async close() {
      detach();
      readable = null;
      writable = null;
    },
  };
}
