/** The radio behind the `Wifi` stand-in: it joins on the board's air and tells the board what the chip would. */
import type { AirNetwork } from '../air/air.ts';
import type { EngineHost } from '../engine.ts';
import { joiner } from '../espruino/modules/wifi/joiner.ts';
import { WIFI } from './stand-in-files.ts';

/** Pause of the ESP8266's SDK between two tries. */
const RETRY_MS = 1000;
/** Tries of an ESP32 before it gives up. */
const ESP32_TRIES = 3;
const NO_ADDRESS = ['0.0.0.0', '0.0.0.0', '0.0.0.0'];

type Failure = 'no-network' | 'wrong-password' | 'lost' | 'left';

/** Words of both chips: the answer to `connect`, then the payload's `reason` and, on an ESP32, `msg`. */
const ESP8266_WORDS: Readonly<Record<Failure, readonly [string, string]>> = {
  'no-network': ['no_ap_found', 'beacon_timeout'],
  'wrong-password': ['bad_password', '4way_handshake_timeout'],
  lost: ['connect_failed', 'cipher_suite_rejected'],
  left: ['connect_failed', 'assoc_leave'],
};
const ESP32_WORDS: Readonly<Record<Failure, readonly [string, string]>> = {
  'no-network': ['NO_AP_FOUND', '201'],
  'wrong-password': ['4WAY_HANDSHAKE_TIMEOUT', '15'],
  lost: ['BEACON_TIMEOUT', '200'],
  left: ['ASSOC_LEAVE', '8'],
};

export interface InterpreterRadio {
  /** What the stand-in asks for: a JSON list, the request first. */
  take(request: string): void;
  close(): void;
}

/** A radio at rest; `tell` runs a line on the board. */
export function interpreterRadio(host: EngineHost, tell: (code: string) => void): InterpreterRadio {
  const { air, clock, board } = host;
  const isEsp8266 = board.chip.family === 'ESP8266';
  const words = isEsp8266 ? ESP8266_WORDS : ESP32_WORDS;
  let ssid = '';
  let password = '';
  let triesLeft = 0;
  let stopRetry = (): void => {};

  const send = (what: number | string, value: unknown): void => {
    tell(`require("Wifi")._(${JSON.stringify(what)},${JSON.stringify(value)})`);
  };
  const begin = (): void => {
    stopRetry();
    station.start(ssid, password);
  };
  const disconnected = (network: AirNetwork | null, failure: Failure): void => {
    const [text, reason] = words[failure];
    send(WIFI.station, NO_ADDRESS);
    send(WIFI.status, text);
    const payload = { ssid, mac: network?.bssid ?? '00:00:00:00:00:00', reason };
    send('disconnected', isEsp8266 ? payload : { ...payload, msg: text });
  };
  const failed = (network: AirNetwork | null, failure: Failure): void => {
    if (isEsp8266) {
      if (failure !== 'lost') send(WIFI.joined, words[failure][0]);
      disconnected(network, failure);
      stopRetry = clock.after(failure === 'lost' ? 0 : RETRY_MS, begin);
      return;
    }
    triesLeft--;
    if (triesLeft > 0) {
      begin();
      return;
    }
    disconnected(network, failure);
    send(WIFI.joined, words[failure][0]);
  };

  const station = joiner(air, clock, {
    onAssociated({ channel, bssid: mac }) {
      send('associated', { ssid, mac, channel: isEsp8266 ? channel : String(channel) });
    },
    onAddress({ ip, netmask, gateway: gw }) {
      send(WIFI.station, [ip, netmask, gw]);
      send(WIFI.status, 'connected');
      send(WIFI.joined, null);
      send('connected', isEsp8266 ? { ip, mask: netmask, gw } : { ip, netmask, gw });
    },
    onFailure: (failure) => failed(null, failure),
    onNoAddress: () => isEsp8266 && send('dhcp_timeout', null),
    onLost: (network) => failed(network, 'lost'),
  });

  const leave = (): void => {
    const left = station.network;
    stopRetry();
    station.cancel();
    if (left) disconnected(left, 'left');
  };
  const scanned = (): void => {
    const list = air.scan().map(({ ssid: name, rssiDbm: rssi, bssid: mac, channel, password: key }) => ({
      ssid: name,
      rssi,
      mac,
      channel: isEsp8266 ? channel : String(channel),
      authMode: key === '' ? 'open' : 'wpa2',
    }));
    send(WIFI.scanned, list);
  };

  return {
    take(request) {
      const [what, name, key] = JSON.parse(Buffer.from(request, 'latin1').toString()) as string[];
      if (what === 'connect') {
        stopRetry();
        station.cancel();
        [ssid, password] = [name ?? '', key ?? ''];
        triesLeft = ESP32_TRIES;
        begin();
      } else if (what === 'disconnect') leave();
      else if (what === 'scan') clock.after(air.timing.scanMs, scanned);
    },
    close() {
      stopRetry();
      station.close();
    },
  };
}
