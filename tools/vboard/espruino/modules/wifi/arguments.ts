/** The arguments of the Wi-Fi functions, refused in the interpreter's words before anything changes. */
import type { BoardFunction, BoardObject, Realm } from '../../realm.ts';
import { integerOf, typeNameOf } from '../words.ts';
import { type ApSettings, AUTH_MODES } from './settings.ts';

export type Family = 'ESP8266' | 'ESP32';

const MIN_PASSWORD = 8;
/** What is left of a longer text in the interpreter's buffers, in bytes. */
const KEPT = { ssid: 31, password: 63, apPassword: 62 } as const;
const MAX_CHANNEL = 13;

/** A callback that may be left out. */
export function callbackOf(realm: Realm, value: unknown, isNullFine = false): BoardFunction | undefined {
  if (value === undefined || (isNullFine && value === null)) return undefined;
  if (realm.isFunction(value)) return value;
  throw realm.error('Error', `Expecting callback function but got ${realm.text(value)}`);
}

/** Name and password of `connect(ssid, options, callback)`. */
export function stationArguments(
  realm: Realm,
  ssid: unknown,
  options: unknown,
): { ssid: string; password: string; options: BoardObject } {
  if (typeof ssid !== 'string') throw realm.error('Error', 'No SSID provided');
  if (options !== undefined && !realm.isObject(options)) {
    throw realm.error('Error', `Expecting Object, got ${typeNameOf(realm, options)}`);
  }
  const given = options ?? {};
  const { password } = given;
  if (password !== undefined && typeof password !== 'string') {
    throw realm.error(
      'Error',
      `Expecting options.password to be a string but got ${typeNameOf(realm, password)}`,
    );
  }
  return {
    ssid: ssid.slice(0, KEPT.ssid),
    password: (password ?? '').slice(0, KEPT.password),
    options: given,
  };
}

/** The soft AP that `startAP(ssid, options)` describes. */
export function apArguments(realm: Realm, family: Family, ssid: unknown, options: unknown): ApSettings {
  if (typeof ssid !== 'string') throw realm.error('Error', 'No SSID');
  const ap: ApSettings = { ssid: ssid.slice(0, KEPT.ssid), password: '', authMode: 0, hidden: 0, channel: 1 };
  if (options === undefined || options === null) return ap;
  if (!realm.isObject(options)) {
    throw realm.error(
      'Error',
      `Expecting ${family === 'ESP8266' ? 'options object but' : 'Object,'} got ${typeNameOf(realm, options)}`,
    );
  }
  const { channel, hidden, password, authMode } = options;
  if (family === 'ESP8266' && (hidden === 0 || hidden === 1)) ap.hidden = hidden;
  if (typeof channel === 'number' && Number.isInteger(channel) && channel >= 1 && channel <= MAX_CHANNEL)
    ap.channel = channel;
  const mayBeEmpty = family === 'ESP8266' && password === '';
  if (password !== undefined && !mayBeEmpty) {
    if (typeof password !== 'string' || password.length < MIN_PASSWORD) {
      throw realm.error('Error', 'Password must be string of at least 8 characters');
    }
    ap.password = password.slice(0, KEPT.apPassword);
  }
  if (typeof authMode === 'string') {
    ap.authMode = AUTH_MODES.indexOf(authMode);
    if (ap.authMode < 0 || authMode === 'wep') throw realm.error('Error', 'Unknown authMode value');
  } else ap.authMode = ap.password === '' ? 0 : AUTH_MODES.indexOf('wpa2');
  if (ap.authMode !== 0 && ap.password === '')
    throw realm.error('Error', 'Password not set but authMode not open');
  if (ap.authMode === 0 && ap.password !== '')
    throw realm.error('Error', 'Auth mode set to open but password supplied');
  return ap;
}

const DOTTED = /^\d{1,3}(\.\d{1,3}){3}$/;

/** The three addresses of `setIP` and `setAPIP`. */
export function addressArguments(
  realm: Realm,
  family: Family,
  settings: unknown,
): { ip: string; gw: string; netmask: string } {
  const expected = family === 'ESP8266' ? 'Expecting options object but got' : 'Expecting Object, got';
  if (!realm.isObject(settings)) throw realm.error('Error', `${expected} ${typeNameOf(realm, settings)}`);
  const part = (name: string, fault: string): string => {
    const value = settings[name];
    if (value !== undefined && typeof value !== 'string')
      throw realm.error('Error', `${expected} ${typeNameOf(realm, value)}`);
    if (value === undefined || !DOTTED.test(value)) throw realm.error('Error', fault);
    return value;
  };
  return {
    ip: part('ip', 'Not a valid IP address'),
    gw: part('gw', 'Not a valid Gateway address'),
    netmask: part('netmask', 'Not a valid Netmask'),
  };
}

/** The channel that an ESP8266 is told to begin with, checked only. */
export function checkChannel(realm: Realm, channel: unknown): void {
  if (typeof channel !== 'number' || !Number.isInteger(channel)) return;
  // The interpreter keeps it in eight unsigned bits.
  const kept = integerOf(channel) & 0xff;
  if (kept > MAX_CHANNEL + 1) {
    throw realm.error('Error', 'Expecting options.channel to be a integer between 0 and  14, but got Number');
  }
}
