/** The display's I2C bus. */
import type { DisplayPort } from '../ports.ts';

let address = 0;

export const display: DisplayPort = {
  write(bytes) {
    try {
      I2C1.writeTo(address, bytes);
      return true;
    } catch (_noAcknowledge) {
      return false;
    }
  },
};

/** Sets the bus up for a display at a 7-bit address, and takes it out of reset where it has that line. */
export function startBus(
  displayAddress: number,
  bus: { scl: Pin; sda: Pin; bitrate: number },
  reset: Pin | undefined,
): void {
  address = displayAddress;
  if (reset !== undefined) {
    // Low for at least 3 us (SSD1306 datasheet, 8.9); a line of script takes longer.
    digitalWrite(reset, 0);
    digitalWrite(reset, 1);
  }
  I2C1.setup(bus);
}
