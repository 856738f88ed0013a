/** The board's Storage, as it is. */
import type { StorePort } from '../ports.ts';

export const store = require('Storage') as StorePort;
