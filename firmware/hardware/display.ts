/** The display's I2C bus with the pins of this board. */
import { displayAddress, displayBitrateHz, displayReset, displayScl, displaySda } from 'virtual:board';
import type { DisplayPort } from '../ports.ts';

export const display: DisplayPort = {
  write(bytes) {
    try {
      I2C1.writeTo(displayAddress, bytes);
      return true;
    } catch (_noAcknowledge) {
      return false;
    }
  },
};

/** Sets the bus up, and takes a display with a reset line out of reset: low for 3 us at least (SSD1306 datasheet, 8.9). */
export function startBus(): void {
  if (displayReset !== undefined) {
    digitalWrite(displayReset, 0);
    digitalWrite(displayReset, 1);
  }
  I2C1.setup({ scl: displayScl, sda: displaySda, bitrate: displayBitrateHz });
}
