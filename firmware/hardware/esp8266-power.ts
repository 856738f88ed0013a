/** The ESP8266's own power. */
import type { PowerPort } from '../ports.ts';

export const power: PowerPort = {
  sleep(ms) {
    (require('ESP8266') as { deepSleep(us: number, option: number): void }).deepSleep(ms * 1000, 0);
  },
};
