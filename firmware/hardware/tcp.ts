/** The interpreter's TCP, as it is. */
import type { NetPort } from '../ports.ts';

export const net = require('net') as NetPort;
