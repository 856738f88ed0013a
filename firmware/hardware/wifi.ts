/** The interpreter's Wi-Fi, as it is. */
import type { RadioPort } from '../ports.ts';

export const wifi = require('Wifi') as RadioPort;
