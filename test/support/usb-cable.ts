import { createLineEvents } from '../../tools/transport/line-events.ts';
import type { Transport } from '../../tools/transport/transport.ts';
import type { UsbSocket } from '../../tools/vboard/usb.ts';

/** The host's end of a cable to a virtual board. */
export function cable(usb: UsbSocket): Transport {
  const events = createLineEvents();
  let baud = 115_200;
  usb.onSend((bytes) => queueMicrotask(() => events.received(bytes)));
  return {
    name: 'cable',
    get baud() {
      return baud;
    },
    hasControlLines: true,
    usb: null,
    onBytes: events.onBytes,
    onClose: events.onClose,
    async write(bytes) {
      usb.receive(bytes);
    },
    async setBaud(next) {
      baud = next;
      usb.setBaud(next);
    },
    async setLines(lines) {
      usb.setLines(lines);
    },
    async close() {
      events.ended(null);
    },
  };
}
