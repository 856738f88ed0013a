/** What the board answers to what arrives, and what of it the display shows: the place to change first. */

/** The answer to every block in mode `respond`. */
export const RESPONSE = 'response...';

/** More bytes than a panel of 64 columns can show. */
const MAX_SHOWN = 256;

/** The answer to `bytes`, sent as it is; an empty answer sends nothing. */
export function reply(bytes: string): string {
  return bytes;
}

/** What the display shows of `bytes`: their end, without the line ends after it. */
export function shown(bytes: string): string {
  return bytes.substr(-MAX_SHOWN).trim();
}
