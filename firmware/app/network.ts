/** Brings the board onto a network: station, access point, or both, as the settings say and the chip can. */
import type { TimersPort, WifiPort } from '../ports.ts';
import { softAp, startSoftAp, stopSoftAp } from '../wifi/soft-ap.ts';
import { startStation, station } from '../wifi/station.ts';
import type { Settings } from './settings.ts';

export { joinNow, station } from '../wifi/station.ts';

/** What the chip can and does by itself. */
export interface RadioFacts {
  rejoins: boolean;
  hasStationAndAp: boolean;
}

/** Starts the radio. `onState` is called whenever station or access point changed. */
export function startNetwork(
  wifi: WifiPort,
  timers: TimersPort,
  facts: RadioFacts,
  settings: Settings,
  say: (line: string) => void,
  onState: () => void,
): void {
  // The interpreter's own saved configuration is restored after boot code has run and would undo what is set here.
  wifi.save('clear');
  if (settings.hostname) wifi.setHostname(settings.hostname);
  const ap = settings.ap;
  const isStation = settings.networks.length > 0;
  const isFallback = settings.fallbackAp && isStation;
  if (isStation) {
    startStation(wifi, timers, {
      networks: settings.networks,
      rejoins: facts.rejoins,
      onState() {
        if (isFallback && station.state === 'joined' && softAp.ip) stopSoftAp(wifi);
        onState();
      },
      onRound(rounds) {
        // Where both cannot be, the next attempt to join closes the access point again.
        if (ap && isFallback && (rounds === 1 || !facts.hasStationAndAp)) startSoftAp(wifi, ap, onState);
      },
    });
  }
  // What a program before this one has joined.
  else wifi.disconnect();
  if (ap && !isFallback && (facts.hasStationAndAp || !isStation)) startSoftAp(wifi, ap, onState);
  // Both chips open an access point without password by themselves.
  else wifi.stopAP();
  if (ap && !isFallback && isStation && !facts.hasStationAndAp) {
    say('wifi: this chip cannot be station and access point at once, it is the station');
  }
  if (!isStation && !ap) say('wifi: no network is set, put one into tinwire.json');
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
