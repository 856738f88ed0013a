/** Resetting a board by DTR and RTS: asserted RTS holds the chip in reset, asserted DTR asks for the ROM loader. */
import { setTimeout as wait } from 'node:timers/promises';
import type { ControlLines, Transport } from '../transport/transport.ts';

const ESPRESSIF_VENDOR_ID = 0x303a;
const USB_JTAG_PRODUCT_ID = 0x1001;

/** One way to reset: lines, then the pause that follows, in ms. */
export interface ResetSequence {
  readonly name: string;
  readonly steps: readonly (readonly [ControlLines, number])[];
}

/** Into the program; the pause is what the circuit's capacitor needs. */
export const RUN: ResetSequence = {
  name: 'run',
  steps: [
    [{ dtr: false, rts: true }, 100],
    [{ dtr: false, rts: false }, 0],
  ],
};

/** The circuit of NodeMCU and of most boards with a USB serial chip; both lines change at once where the driver can. */
export const CLASSIC: ResetSequence = classic('classic', 50);

/** For boards with a large capacitor at EN, which come out of reset late. */
export const CLASSIC_SLOW: ResetSequence = classic('classic, slow', 550);

/** A chip's own USB-Serial/JTAG (ESP32-C3 and -S3), which has no such circuit but acts on the same lines. */
export const USB_JTAG: ResetSequence = {
  name: 'USB-JTAG',
  steps: [
    [{ rts: false, dtr: false }, 100],
    [{ dtr: true, rts: false }, 100],
    // The chip looks at the moment when RTS rises, so it goes through "both asserted".
    [{ rts: true }, 0],
    [{ dtr: false, rts: true }, 100],
    [{ rts: false, dtr: false }, 50],
  ],
};

/** Ways into the ROM loader, in the order they are tried; none where there are no lines. */
export function loaderSequences({ hasControlLines, usb }: Transport): readonly ResetSequence[] {
  if (!hasControlLines) return [];
  const isUsbJtag = usb?.vendorId === ESPRESSIF_VENDOR_ID && usb.productId === USB_JTAG_PRODUCT_ID;
  return isUsbJtag ? [USB_JTAG, CLASSIC] : [CLASSIC, CLASSIC_SLOW, USB_JTAG];
}

/** Plays a sequence. Rejects TRANSPORT_NO_LINES, TRANSPORT_CLOSED. */
export async function simulateReset(transport: Transport, { steps }: ResetSequence): Promise<void> {
  for (const [lines, pauseMs] of steps) {
    await transport.setLines(lines);
    if (pauseMs > 0) await wait(pauseMs);
  }
}

function classic(name: string, pauseMs: number): ResetSequence {
  return {
    name,
    steps: [
      [{ dtr: false, rts: true }, 100],
      [{ dtr: true, rts: false }, pauseMs],
      [{ dtr: false, rts: false }, 0],
    ],
  };
}
