/** A panel with its controller, fed by I2C bytes only: what the eye would see, and when it changes. */
import type { I2cDevice } from '../chip/i2c-bus.ts';

export interface Panel extends I2cDevice {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Display switched on and its supply pump running: otherwise the panel is dark. */
  readonly isOn: boolean;
  /** 0 to 255, as last set. */
  readonly contrast: number;
  /** Whether the pixel is lit; outside the panel: false. */
  pixel(x: number, y: number): boolean;
  /** The panel from top to bottom, `#` lit and `.` dark. */
  rows(): string[];
  /** Called after each transfer that changed what the eye sees; returns an unsubscribe function. */
  onFrame(listener: () => void): () => void;
}
