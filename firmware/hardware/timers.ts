/** The interpreter's timers, as they are. */
import type { TimersPort } from '../ports.ts';

export const timers: TimersPort = { after: setTimeout, cancel: clearTimeout };
