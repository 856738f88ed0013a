/** The board's Storage, as it is. */
import type { SavePort, StorePort } from '../ports.ts';

export const store = require('Storage') as StorePort & SavePort;
