/** What both chips' Wi-Fi modules work with, and the functions that are the same on both. */

import type { EngineHost } from '../../../engine.ts';
import type { RadioEnvironment, RadioNetwork } from '../../../radio/radio-environment.ts';
import type { BoardFunction, BoardObject, Realm } from '../../realm.ts';
import type { Radio } from '../radio.ts';
import type { StorageFiles } from '../storage/area.ts';
import { callbackOf, type Family } from './arguments.ts';
import type { PendingCallbacks } from './pending.ts';
import { CONFIGURATION_FILE, saveSettings, type WifiSettings } from './settings.ts';

export const STATION_MAC = '5c:cf:7f:0a:0b:0c';
export const AP_MAC = '5e:cf:7f:0a:0b:0c';
export const AP_ADDRESS = '192.168.4.1';
const NO_ADDRESS = '0.0.0.0';

export interface Interface {
  ip: string;
  netmask: string;
  gw: string;
}

export interface WifiContext {
  readonly realm: Realm;
  readonly host: EngineHost;
  /** The board's air, in bytes. */
  readonly environment: RadioEnvironment;
  readonly radio: Radio;
  readonly files: StorageFiles;
  readonly family: Family;
  /** `require("Wifi")`: the target of its events. */
  readonly module: BoardObject;
  readonly settings: WifiSettings;
  readonly station: Interface;
  readonly ap: Interface;
}

/** An interface without an address. */
export function noInterface(): Interface {
  return { ip: NO_ADDRESS, netmask: NO_ADDRESS, gw: NO_ADDRESS };
}

/** A board object with these fields in this order. */
export function record(realm: Realm, fields: Readonly<Record<string, unknown>>): BoardObject {
  return Object.assign(realm.object(), fields);
}

/** Queues a callback; none is fine. */
export function answer(realm: Realm, callback: BoardFunction | undefined, ...args: unknown[]): void {
  if (callback) realm.queue(() => realm.call(callback, undefined, args));
}

/** Queues an event of the module, for who listens now. */
export function notify({ realm, module }: WifiContext, event: string, details: unknown): void {
  if (realm.hasListener(module, event)) realm.emit(module, event, [details]);
  realm.wake();
}

export function authModeOf(network: RadioNetwork): string {
  return network.password === '' ? 'open' : 'wpa2';
}

/** Sets the station's address, or takes it away; the sockets see it. */
export function setStation({ station, radio }: WifiContext, address: Interface | null): void {
  Object.assign(station, address ?? noInterface());
  radio.ip = station.ip;
}

const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;
const PINGS = 5;
const PING_APART_MS = 1000;
const PING_BYTES = 32;
/** How long an answer takes on this air. */
const PING_MS = 2;

type Members = Record<string, (...args: unknown[]) => unknown>;

function addressInfo(context: WifiContext, of: Interface, mac: string, callback: unknown): BoardObject {
  const { realm } = context;
  const given = callbackOf(realm, callback, true);
  const info = record(realm, { ip: of.ip, netmask: of.netmask, gw: of.gw, mac });
  answer(realm, given, null, info);
  return info;
}

/** The members that behave alike on both chips; a scan needs the station's interface. */
export function commonMembers(
  context: WifiContext,
  callbacks: PendingCallbacks,
  startStation: () => void,
): Members {
  const { realm, host, environment, settings, files, family } = context;
  const onScanned = callbacks.pending();
  const networkRecord = (network: RadioNetwork): BoardObject => {
    const { ssid, rssiDbm: rssi, bssid: mac } = network;
    const authMode = authModeOf(network);
    return family === 'ESP8266'
      ? record(realm, { rssi, channel: network.channel, authMode, isHidden: false, ssid, mac })
      : record(realm, { rssi, authMode, ssid, mac, channel: String(network.channel) });
  };
  return {
    scan(callback) {
      if (onScanned.isSet) throw realm.error('Error', 'A scan is already in progress');
      if (!realm.isFunction(callback)) {
        throw realm.error('Error', `Expecting callback function but got ${realm.text(callback)}`);
      }
      onScanned.set(callback);
      settings.mode |= 1;
      startStation();
      host.clock.after(environment.timing.scanMs, () =>
        onScanned.complete(realm.array(environment.scan().map(networkRecord))),
      );
    },
    getIP: (callback) => addressInfo(context, context.station, STATION_MAC, callback),
    getAPIP: (callback) =>
      addressInfo(context, settings.mode & 2 ? context.ap : noInterface(), AP_MAC, callback),
    getHostname: () => settings.hostname,
    setHostname(name, callback) {
      settings.hostname = realm.text(name);
      if (realm.isFunction(callback)) answer(realm, callback);
    },
    getHostByName(name, callback) {
      if (typeof name !== 'string') throw realm.error('Error', 'Hostname parameter is not a string');
      if (!realm.isFunction(callback)) throw realm.error('Error', 'Callback is not a function');
      // No name server stands in this air: an address is its own name, and nothing else is found.
      answer(realm, callback, ADDRESS.test(name) ? name : null);
    },
    ping(ip, callback) {
      if (typeof ip !== 'string') throw realm.error('Error', 'IP address must be string or integer');
      if (!ADDRESS.test(ip)) throw realm.error('Error', 'Not a valid IP address');
      if (callback !== undefined && callback !== null && !realm.isFunction(callback))
        throw realm.error('Error', 'Callback is not a function');
      // Who is in reach of this air: this computer, the board itself, and the access point.
      const answers = ip.startsWith('127.') || ip === context.station.ip || ip === context.station.gw;
      for (let count = 1; count <= PINGS; count++) {
        const isIn = answers && context.station.ip !== noInterface().ip;
        host.clock.after((count - 1) * PING_APART_MS + (isIn ? PING_MS : PING_APART_MS), () => {
          const result = record(realm, {
            totalCount: count,
            totalBytes: isIn ? count * PING_BYTES : 0,
            totalTime: count,
            respTime: isIn ? PING_MS : 0,
            seqNo: count,
            timeoutCount: isIn ? 0 : count,
            bytes: isIn ? PING_BYTES : 0,
            error: isIn ? 0 : -1,
          });
          if (realm.isFunction(callback)) answer(realm, callback, result);
        });
      }
    },
    save(what) {
      if (what === 'clear') files.erase(CONFIGURATION_FILE);
      else saveSettings(settings, files, family);
    },
    stopAP(callback) {
      const given = callbackOf(realm, callback);
      settings.mode &= 1;
      answer(realm, given);
    },
  };
}
