const FIRST_MS = 1000;
const LAST_MS = 60000;

/** Wait before try number `tries` (from 0): doubles from 1 s to 60 s, spread by a quarter so that thirty boards do not come at once. */
export function backoffMs(tries: number): number {
  let delayMs = FIRST_MS;
  for (let index = 0; index < tries && delayMs < LAST_MS; index++) delayMs *= 2;
  if (delayMs > LAST_MS) delayMs = LAST_MS;
  return Math.round(delayMs * (0.75 + Math.random() / 2));
}
