/** The interpreter's Wi-Fi, as it is. */
import type { WifiPort } from '../ports.ts';

export const wifi = require('Wifi') as WifiPort;
