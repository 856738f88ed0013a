/** The interpreter's timers, as they are. */
import type { ClockPort } from '../ports.ts';

export const timers: ClockPort = { after: setTimeout, cancel: clearTimeout, seconds: getTime };
