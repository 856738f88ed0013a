/** The station of the ESP32 family below the interpreter's values: the SDK with the event handler of `jswrap_esp32_network.c`. */

import type { Clock } from '../../../chip/clock.ts';
import type { JoinResult, RadioEnvironment, RadioNetwork } from '../../../radio/radio-environment.ts';
import type { RadioManners } from '../../console/firmware-version.ts';
import { joiner } from './joiner.ts';

/** Reason numbers of the SDK with the interpreter's words; 0: nothing happened yet. */
const REASONS: Readonly<Record<number, string>> = {
  8: 'ASSOC_LEAVE',
  15: '4WAY_HANDSHAKE_TIMEOUT',
  200: 'BEACON_TIMEOUT',
  201: 'NO_AP_FOUND',
};
const LEFT = 8;
const WRONG_PASSWORD = 15;
const BEACON_TIMEOUT = 200;
const NO_AP_FOUND = 201;
/** Tries of a build that tries again. */
const TRIES = 3;
const NO_MAC = '00:00:00:00:00:00';

/** What the interpreter is told with `disconnected`. */
export interface Disconnection {
  readonly ssid: string;
  readonly mac: string;
  readonly reason: string;
  readonly msg: string;
}

export interface Esp32StationEvents {
  onAssociated(network: RadioNetwork): void;
  onAddress(address: JoinResult): void;
  /** The address is gone; `disconnected` follows unless the chip tries again by itself. */
  onAddressLost(): void;
  onDisconnected(details: Disconnection): void;
}

export interface Esp32Station {
  /** `Wifi.connect`. */
  connect(ssid: string, password: string): void;
  disconnect(): void;
  /** The station's interface comes up by another way than `connect`: a scan, a restored configuration. */
  start(): void;
  /** What is configured without joining it. */
  configure(ssid: string, password: string): void;
  /** The access point let the station in; with or without an address. */
  readonly isConnected: boolean;
  /** The network that the station is in. */
  readonly network: RadioNetwork | null;
  readonly reasonText: string;
  close(): void;
}

export interface Esp32StationOptions {
  /** In bytes, as a board has it. */
  readonly environment: RadioEnvironment;
  readonly clock: Clock;
  readonly quirks: RadioManners;
  /** A line of the SDK's log. */
  log(line: string): void;
}

/** A station whose interface is down. */
export function esp32Station(
  { environment, clock, quirks, log }: Esp32StationOptions,
  events: Esp32StationEvents,
): Esp32Station {
  let [ssid, password] = ['', ''];
  let isUp = false;
  let isTrying = false;
  let isConnected = false;
  let triesLeft = 0;
  let lastReason = 0;
  let joined: RadioNetwork | null = null;
  const reasonText = (): string => REASONS[lastReason] ?? 'Unknown reason';

  /** The SDK's own `connect`. */
  const connectSdk = (): void => {
    if (isTrying) log(`E (${Math.floor(clock.now())}) wifi:sta is connecting, return error`);
    if (isTrying || radio.network !== null || ssid === '') return;
    isTrying = true;
    radio.start(ssid, password);
  };
  const onDown = (reason: number): void => {
    isTrying = false;
    events.onAddressLost();
    triesLeft--;
    if (triesLeft > 0) {
      connectSdk();
      return;
    }
    isConnected = false;
    lastReason = reason;
    const mac = joined?.bssid ?? NO_MAC;
    const left = joined?.ssid ?? ssid;
    joined = null;
    events.onDisconnected({ ssid: left, mac, reason: String(reason), msg: reasonText() });
  };
  const leave = (): void => {
    const wasBusy = isConnected || isTrying;
    radio.cancel();
    isTrying = false;
    if (wasBusy) clock.after(0, () => onDown(LEFT));
  };
  const start = (): void => {
    if (isUp) return;
    isUp = true;
    // The handler of "station started" runs in a task of its own, and connects by itself.
    clock.after(0, connectSdk);
  };

  const radio = joiner(environment, clock, {
    onAssociated(network) {
      isTrying = false;
      isConnected = true;
      joined = network;
      events.onAssociated(network);
    },
    onAddress: events.onAddress,
    onFailure: (failure) => onDown(failure === 'no-network' ? NO_AP_FOUND : WRONG_PASSWORD),
    // This chip waits for an address for ever.
    onNoAddress: () => {},
    onLost: () => onDown(BEACON_TIMEOUT),
  });

  return {
    connect(wantedSsid, wantedPassword) {
      [ssid, password] = [wantedSsid, wantedPassword];
      if (quirks.connectsAnew) {
        triesLeft = TRIES;
        if (isConnected) leave();
        else if (isUp) connectSdk();
        else start();
        return;
      }
      start();
      connectSdk();
    },
    disconnect() {
      triesLeft = 0;
      leave();
    },
    start,
    configure(wantedSsid, wantedPassword) {
      [ssid, password] = [wantedSsid, wantedPassword];
    },
    get isConnected() {
      return isConnected;
    },
    get network() {
      return joined;
    },
    get reasonText() {
      return reasonText();
    },
    close: () => radio.close(),
  };
}
