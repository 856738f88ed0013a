/** Brings the board onto a network: station, access point, or both, as the settings say and the chip can. */
import type { TimersPort, WifiPort } from '../../ports.ts';
import { type SoftApOptions, softAp, startSoftAp, stopSoftAp } from '../../wifi/soft-ap.ts';
import { startStation, station } from '../../wifi/station.ts';
import type { Settings } from '../settings/settings.ts';

export { joinNow, station } from '../../wifi/station.ts';

/** What the chip can and does by itself. */
export interface RadioFacts {
  rejoins: boolean;
  hasStationAndAp: boolean;
}

// At the root, not in functions that are made when it starts: each of those would keep all that it starts with.
let radio: WifiPort;
/** Opened when no network can be joined, and closed once one is. */
let fallback: SoftApOptions | null;
let isEither: boolean;
let changed: () => void;

/** Starts the radio. `onState` is called whenever station or access point changed. */
export function startNetwork(
  wifi: WifiPort,
  timers: TimersPort,
  { rejoins, hasStationAndAp }: RadioFacts,
  { ap, networks, fallbackAp, hostname }: Settings,
  log: (line: string) => void,
  onState: () => void,
): void {
  const isStation = networks.length > 0;
  const isFallback = fallbackAp && isStation;
  radio = wifi;
  fallback = isFallback ? ap : null;
  isEither = !hasStationAndAp;
  changed = onState;
  // The interpreter's own saved configuration is restored after boot code has run and would undo what is set here.
  wifi.save('clear');
  if (hostname) wifi.setHostname(hostname);
  if (isStation) startStation(wifi, timers, { networks, rejoins, onState: onStationState, onRound });
  // What a program before this one has joined.
  else wifi.disconnect();
  if (ap && !isFallback && (hasStationAndAp || !isStation)) startSoftAp(wifi, ap, onState);
  // Both chips open an access point without password by themselves.
  else wifi.stopAP();
  if (ap && !isFallback && isStation && isEither) {
    log('wifi: this chip cannot be station and access point at once, using station mode');
  }
  if (!isStation && !ap) log('wifi: no network configured, add one to tinwire.json');
}

function onStationState(): void {
  if (fallback && station.state === 'joined' && softAp.ip) stopSoftAp(radio);
  changed();
}

function onRound(rounds: number): void {
  // Where both cannot be, the next attempt to join closes the access point again.
  if (fallback && (rounds === 1 || isEither)) startSoftAp(radio, fallback, changed);
}

/** The address that others reach the board at; '' while there is none. */
export function boardAddress(): string {
  return station.ip || softAp.ip;
}

/** What the radio is doing, for the display and the console. */
export function networkText(): string {
  if (station.state === 'joining') return `joining ${station.ssid}`;
  if (station.reason) return `${station.ssid}: ${station.reason}`;
  return softAp.reason;
}
