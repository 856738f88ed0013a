/** The station's link as the sockets see it; the Wi-Fi module changes it. */
import type { Link } from './network/edge.ts';

export interface Radio extends Link {
  isCut: boolean;
  ip: string;
}

/** A radio that has not joined anything; until it first loses a network, the laptop reaches the board all the same. */
export function createRadio(): Radio {
  return { isCut: false, ip: '0.0.0.0' };
}
