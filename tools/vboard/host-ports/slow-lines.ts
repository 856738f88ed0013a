/** Control lines that a network brings one by one, each after the answer to the last: taken together where a chip would not wait. */
import { type Clock, wallClock } from '../chip/clock.ts';
import type { UsbSocket } from '../usb.ts';

/** pySerial polls for an answer every 50 ms, and esptool sets a line twice. */
const PATIENCE_MS = 300;

/**
 * Puts off a DTR that comes while RTS is asserted until RTS falls, anything else comes or 300 ms have passed. The reset
 * that esptool sends over RFC 2217 needs it, as both lines cross within a board's few milliseconds on a cable;
 * Espressif's own server (esp_rfc2217_server) plays the whole reset for the same reason.
 */
export function slowLinesSocket(usb: UsbSocket, clock: Clock = wallClock()): UsbSocket {
  let dtr = false;
  let rts = false;
  let isPutOff = false;
  let cancel = (): void => {};

  function settle(): void {
    if (!isPutOff) return;
    isPutOff = false;
    cancel();
    usb.setLines({ dtr: true });
  }

  return {
    receive(bytes) {
      settle();
      usb.receive(bytes);
    },
    onSend: usb.onSend,
    ...(usb.onPoll && { onPoll: usb.onPoll }),
    setLines(lines) {
      const rises = lines.dtr === true && !dtr && rts && lines.rts === undefined;
      dtr = lines.dtr ?? dtr;
      rts = lines.rts ?? rts;
      if (rises) {
        isPutOff = true;
        cancel = clock.after(PATIENCE_MS, settle);
        return;
      }
      const wasPutOff = isPutOff;
      if (wasPutOff && dtr && rts) return;
      isPutOff = false;
      cancel();
      usb.setLines(wasPutOff ? { dtr, rts } : lines);
    },
    setBaud(baud) {
      settle();
      usb.setBaud(baud);
    },
  };
}
