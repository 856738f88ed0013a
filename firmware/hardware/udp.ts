/** The interpreter's UDP, as it is. */
import type { DgramPort } from '../ports.ts';

export const dgram = require('dgram') as DgramPort;
