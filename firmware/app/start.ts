/** Boot order of a board with a radio: first the network, and once others can reach the board, its services. */
import type { TimersPort, WifiPort } from '../ports.ts';
import { boardAddress, networkText, type RadioFacts, startNetwork } from './network.ts';
import type { Settings } from './settings.ts';
import { setAddress } from './status.ts';

let serve: (() => void) | null;

/** Brings the radio up and calls `startServices` once, when the board first has an address. */
export function startBoard(
  wifi: WifiPort,
  timers: TimersPort,
  facts: RadioFacts,
  settings: Settings,
  say: (line: string) => void,
  startServices: () => void,
): void {
  serve = startServices;
  startNetwork(wifi, timers, facts, settings, say, onNetwork);
}

function onNetwork(): void {
  const ip = boardAddress();
  setAddress(ip, networkText());
  const start = serve;
  if (!ip || !start) return;
  serve = null;
  start();
}
