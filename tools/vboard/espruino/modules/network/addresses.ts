/** Where an address of the board's world lies on the laptop. The virtual board reaches 127.0.0.1 and nothing else. */

export type Destination = 'self' | 'laptop' | 'no-route' | 'unknown';

const LOOPBACK = /^127(\.\d{1,3}){3}$/;
const DOTTED = /^\d{1,3}(\.\d{1,3}){3}$/;
// RFC 1918, link-local and broadcast: the networks that a simulated access point hands out, and what lies in them.
const LOCAL = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|255\.255\.255\.255$)/;

/** Who answers to `host`: the board, the laptop (any address of a local network), nobody, or no such name. */
export function destinationOf(host: string, ownAddress: string): Destination {
  if (host === '' || host === 'localhost' || host === '0.0.0.0' || LOOPBACK.test(host) || host === ownAddress)
    return 'self';
  if (!DOTTED.test(host)) return 'unknown';
  return LOCAL.test(host) ? 'laptop' : 'no-route';
}
