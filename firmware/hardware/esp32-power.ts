/** The ESP32's own power. */
import type { PowerPort } from '../ports.ts';

export const power: PowerPort = {
  sleep(ms) {
    ESP32.deepSleep(ms * 1000);
  },
};
