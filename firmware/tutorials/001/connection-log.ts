/** Tutorial 001's way to run: Wi-Fi events and every stage are told, and services live as long as the board's address. */

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

let say: (line: string) => void;
let services: StagedServices;
let ip = '';
let toldStage = '';
let toldEvent = '';

/** Starts the radio; services start with each address and stop with its loss. */
export function startStages(
  wifi: RadioPort,
  timers: TimersPort,
  facts: RadioFacts,
  settings: Settings,
  sayLine: (line: string) => void,
  stagedServices: StagedServices,
): void {
  say = sayLine;
  services = stagedServices;
  wifi.on('associated', () => tellEvent(`connected to ${station.ssid}`));
  wifi.on('disconnected', (event) => tellEvent(`disconnected, ${event.msg || event.reason}`));
  wifi.on('connected', (event) => tellEvent(`got IP ${event.ip}`));
  startNetwork(wifi, timers, facts, settings, sayLine, onNetwork);
}

/** Tells a stage once, e.g. `state: server-up 5001`. */
export function tellStage(stage: string): void {
  if (stage === toldStage) return;
  toldStage = stage;
  say(`state: ${stage}`);
}

/** The ESP8266 tries again each second: what happens again is told once. */
function tellEvent(event: string): void {
  if (event === toldEvent) return;
  toldEvent = event;
  say(`wifi: ${event}`);
}

function onNetwork(): void {
  const now = boardAddress();
  if (now !== ip) {
    if (ip) services.stop();
    ip = now;
    if (ip) {
      // The chip answers the join before its event.
      if (station.ip) tellEvent(`got IP ${ip}`);
      tellStage(`got-ip ${ip}`);
      services.start(station.ip !== '');
    }
  }
  if (ip) return;
  if (station.state === 'joining') tellStage('connecting');
  else tellStage(`waiting, ${networkText()}`);
}
