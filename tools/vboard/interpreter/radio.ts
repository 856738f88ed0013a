/** The radio behind the `Wifi` stand-in: it joins in the board's radio environment and notifies the board as the chip would. */

import type { Clock } from '../chip/clock.ts';
import type { EngineHost } from '../engine.ts';
import { radioQuirks } from '../espruino/console/firmware-version.ts';
import { esp32Station } from '../espruino/modules/wifi/esp32-station.ts';
import { joiner } from '../espruino/modules/wifi/joiner.ts';
import { byteEnvironment } from '../radio/byte-environment.ts';
import type { RadioEnvironment, RadioNetwork } from '../radio/radio-environment.ts';
import { WIFI } from './stand-in-files.ts';

/** Pause of the ESP8266's SDK between two tries. */
const RETRY_MS = 1000;
const NO_ADDRESS = ['0.0.0.0', '0.0.0.0', '0.0.0.0'];

type Failure = 'no-network' | 'wrong-password' | 'lost' | 'left';

/** Words of the ESP8266: the answer to `connect`, which is its status, too; then the payload's `reason`. */
const WORDS: Readonly<Record<Failure, readonly [string, string]>> = {
  'no-network': ['no_ap_found', 'beacon_timeout'],
  'wrong-password': ['bad_password', '4way_handshake_timeout'],
  lost: ['connect_failed', 'cipher_suite_rejected'],
  left: ['connect_failed', 'assoc_leave'],
};

/** What a chip's station does, whichever it is. */
interface Station {
  connect(ssid: string, password: string): void;
  disconnect(): void;
  close(): void;
}

/** What the board hears of it. */
type Send = (what: number | string, value: unknown) => void;

export interface InterpreterRadio {
  /** What the stand-in asks for: a JSON list in bytes, the request first. */
  take(request: string): void;
  close(): void;
}

/** A value as program text of ASCII: the strings of a board are bytes. */
function literal(value: unknown): string {
  return JSON.stringify(value).replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}

function esp8266Radio(environment: RadioEnvironment, clock: Clock, send: Send): Station {
  let [ssid, password] = ['', ''];
  let stopRetry = (): void => {};
  const begin = (): void => {
    stopRetry();
    station.start(ssid, password);
  };
  const disconnected = (network: RadioNetwork | null, failure: Failure): void => {
    const [status, reason] = WORDS[failure];
    send(WIFI.station, NO_ADDRESS);
    send(WIFI.status, status);
    send('disconnected', { ssid, mac: network?.bssid ?? '00:00:00:00:00:00', reason });
  };
  const failed = (network: RadioNetwork | null, failure: Failure): void => {
    if (failure !== 'lost') send(WIFI.joined, WORDS[failure][0]);
    disconnected(network, failure);
    stopRetry = clock.after(failure === 'lost' ? 0 : RETRY_MS, begin);
  };
  const station = joiner(environment, clock, {
    onAssociated: ({ channel, bssid: mac }) => send('associated', { ssid, mac, channel }),
    onAddress({ ip, netmask: mask, gateway: gw }) {
      send(WIFI.station, [ip, mask, gw]);
      send(WIFI.status, 'connected');
      send(WIFI.joined, null);
      send('connected', { ip, mask, gw });
    },
    onFailure: (failure) => failed(null, failure),
    onNoAddress: () => send('dhcp_timeout', null),
    onLost: (network) => failed(network, 'lost'),
  });
  const leave = (): RadioNetwork | null => {
    const left = station.network;
    stopRetry();
    station.cancel();
    return left;
  };
  return {
    connect(name, key) {
      if (station.address && name === ssid && key === password) {
        send(WIFI.joined, null);
        return;
      }
      const left = leave();
      if (left) disconnected(left, 'left');
      [ssid, password] = [name, key];
      begin();
    },
    disconnect() {
      const left = leave();
      if (left) disconnected(left, 'left');
    },
    close() {
      stopRetry();
      station.close();
    },
  };
}

function esp32Radio(
  { clock, firmwareVersion, onConsole }: EngineHost,
  environment: RadioEnvironment,
  send: Send,
): Station {
  const quirks = radioQuirks(firmwareVersion);
  const log = (line: string): void => onConsole(`${line}\r\n`);
  return esp32Station(
    { environment, clock, quirks, log },
    {
      onAssociated({ ssid, channel, bssid: mac }) {
        send(WIFI.ssid, ssid);
        send(WIFI.status, 'connected');
        send('associated', { ssid, mac, channel: String(channel) });
      },
      onAddress({ ip, netmask, gateway: gw }) {
        send(WIFI.station, [ip, netmask, gw]);
        send(WIFI.joined, null);
        send('connected', { ip, netmask, gw });
      },
      onAddressLost: () => send(WIFI.station, NO_ADDRESS),
      onDisconnected(details) {
        send(WIFI.status, details.msg);
        send('disconnected', details);
        if (quirks.connectsAnew) send(WIFI.joined, details.msg);
      },
    },
  );
}

/** A radio at rest; `tell` runs a line on the board, `keep` keeps what its `Wifi` begins with when it is loaded anew. */
export function interpreterRadio(
  host: EngineHost,
  notify: (code: string) => void,
  keep: (state: string) => void,
): InterpreterRadio {
  const { clock, board } = host;
  const environment = byteEnvironment(host.environment);
  const isEsp8266 = board.chip.family === 'ESP8266';
  const ownMode = radioQuirks(host.firmwareVersion).hasOwnAp ? 'AP' : 'NULL';
  const state: string[] = [
    ...NO_ADDRESS,
    isEsp8266 ? 'off' : 'Unknown reason',
    '',
    isEsp8266 ? 'ap' : ownMode,
  ];
  /** A callback waits in C; it is left there when all variables are cleared. */
  let isPending = false;
  let isDangling = false;

  const send: Send = (what, value) => {
    if (what === WIFI.station) state.splice(0, 3, ...(value as string[]));
    else if (what === WIFI.status) state[3] = String(value);
    else if (what === WIFI.ssid) state[4] = String(value);
    else if (what === WIFI.joined) unlock(false);
    keep(JSON.stringify(state));
    notify(`require("Wifi")._(${literal(what)},${literal(value)})`);
  };
  /** What is no longer a callback is unlocked: the memory is damaged, and the next allocations run into it. */
  const unlock = (isNext: boolean): void => {
    if (isDangling) notify('var _=[];for(;;)_.push(_)');
    isDangling = false;
    isPending = isNext;
  };
  const station = isEsp8266 ? esp8266Radio(environment, clock, send) : esp32Radio(host, environment, send);
  const scanned = (): void => {
    const list = environment.scan().map(({ ssid, rssiDbm: rssi, bssid: mac, channel, password: key }) => ({
      ssid,
      rssi,
      mac,
      channel: isEsp8266 ? channel : String(channel),
      authMode: key === '' ? 'open' : 'wpa2',
    }));
    send(WIFI.scanned, list);
  };
  keep(JSON.stringify(state));

  return {
    take(request) {
      const [what, name = '', key = '', hasCallback] = JSON.parse(request) as [
        string,
        string?,
        string?,
        boolean?,
      ];
      if (what === 'connect') {
        unlock(hasCallback === true);
        state[5] = 'STA';
        if (isEsp8266) send(WIFI.ssid, name);
        station.connect(name, key);
      } else if (what === 'disconnect') station.disconnect();
      else if (what === 'scan') clock.after(environment.timing.scanMs, scanned);
      else if (what === 'load' && isPending) isDangling = true;
    },
    close: () => station.close(),
  };
}
