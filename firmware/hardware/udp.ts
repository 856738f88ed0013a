/** The interpreter's UDP and its CRC-32, as they are. */
import type { DgramPort } from '../ports.ts';

export const dgram = require('dgram') as DgramPort;

export const checksum = E.CRC32 as (bytes: string) => number;
