/** Boot order of a board with a radio: first the network, and once others can reach the board, its services. */
import type { TimersPort, WifiPort } from '../../ports.ts';
import { boardAddress, networkText, type RadioFacts, startNetwork } from '../network/network.ts';
import type { Settings } from '../settings/settings.ts';
import { setAddress } from '../status/status.ts';

let serve: (() => void) | null;
let lose: () => void;
let known = '';

/**
 * Brings the radio up and calls `startServices` once, when the board first has an address, and `onLost` when that address
 * is lost or another: connections on it are dead, and the chip does not close them.
 */
export function startBoard(
  wifi: WifiPort,
  timers: TimersPort,
  facts: RadioFacts,
  settings: Settings,
  log: (line: string) => void,
  startServices: () => void,
  onLost: () => void,
): void {
  serve = startServices;
  lose = onLost;
  startNetwork(wifi, timers, facts, settings, log, onNetwork);
}

function onNetwork(): void {
  const ip = boardAddress();
  setAddress(ip, networkText());
  if (known && known !== ip) lose();
  known = ip;
  const start = serve;
  if (!ip || !start) return;
  serve = null;
  start();
}
