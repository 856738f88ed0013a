/** Tutorial 001's way to run: Wi-Fi events and every state are printed, and services live as long as the board's address. */

import {
  boardAddress,
  networkText,
  type RadioFacts,
  startNetwork,
  station,
} from '../../features/network/network.ts';
import type { Settings } from '../../features/settings/settings.ts';
import type { RadioPort, TimersPort } from '../../ports.ts';

/** What runs while the board has an address. */
export interface StagedServices {
  /** `isStation`: on somebody's network, not only on the board's own access point. */
  start(isStation: boolean): void;
  stop(): void;
}

let log: (line: string) => void;
let services: StagedServices;
let ip = '';
let loggedState = '';
let notifiedEvent = '';

/** Starts the radio; services start with each address and stop with its loss. */
export function startConnectionLog(
  wifi: RadioPort,
  timers: TimersPort,
  facts: RadioFacts,
  settings: Settings,
  logLine: (line: string) => void,
  stagedServices: StagedServices,
): void {
  log = logLine;
  services = stagedServices;
  wifi.on('associated', () => notifyEvent(`connected to ${station.ssid}`));
  wifi.on('disconnected', (event) => notifyEvent(`disconnected, ${event.msg || event.reason}`));
  wifi.on('connected', (event) => notifyEvent(`got IP ${event.ip}`));
  startNetwork(wifi, timers, facts, settings, logLine, onNetwork);
}

/** Prints a state once, e.g. `state: server-up 5001`. */
export function logState(state: string): void {
  if (state === loggedState) return;
  loggedState = state;
  log(`state: ${state}`);
}

/** The ESP8266 tries again each second: what happens again is told once. */
function notifyEvent(event: string): void {
  if (event === notifiedEvent) return;
  notifiedEvent = event;
  log(`wifi: ${event}`);
}

function onNetwork(): void {
  const now = boardAddress();
  if (now !== ip) {
    if (ip) services.stop();
    ip = now;
    if (ip) {
      // The chip answers the join before its event.
      if (station.ip) notifyEvent(`got IP ${ip}`);
      logState(`got-ip ${ip}`);
      services.start(station.ip !== '');
    }
  }
  if (ip) return;
  if (station.state === 'joining') logState('connecting');
  else logState(`waiting, ${networkText()}`);
}
