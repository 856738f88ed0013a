/** What both chips' Wi-Fi keeps: modes, the station's and the soft AP's configuration, and how they are saved. */
import type { Realm } from '../../realm.ts';
import { bytesOf, textOf } from '../byte-string.ts';
import type { StorageFiles } from '../storage/area.ts';
import { integerOf } from '../words.ts';

export const STATION_MODE = 1;
export const AP_MODE = 2;
export const CONFIGURATION_FILE = '.wificfg';
export const AUTH_MODES: readonly string[] = ['open', 'wep', 'wpa', 'wpa2', 'wpa_wpa2'];

export interface ApSettings {
  ssid: string;
  password: string;
  /** Index in `AUTH_MODES`. */
  authMode: number;
  hidden: number;
  channel: number;
}

export interface WifiSettings {
  /** Bits: `STATION_MODE`, `AP_MODE`. */
  mode: number;
  savedMode: number;
  ssid: string;
  password: string;
  hostname: string;
  phy: string;
  powersave: string;
  ap: ApSettings;
}

/** What a chip begins with; `mac` gives its default names. */
export function freshSettings(mode: number, hostname: string, powersave: string, mac: string): WifiSettings {
  const name = `ESP_${mac.replaceAll(':', '').slice(6).toUpperCase()}`;
  return {
    mode,
    savedMode: 0,
    ssid: '',
    password: '',
    hostname: hostname || name,
    phy: '11n',
    powersave,
    ap: { ssid: name, password: '', authMode: 0, hidden: 0, channel: 1 },
  };
}

const PHY_MODES: readonly string[] = ['?', '11b', '11g', '11n'];
const SLEEP_TYPES: Readonly<Record<string, number>> = {
  none: 0,
  'ps-poll': 2,
  modem: 1,
  min: 1,
  min_modem: 1,
  max: 2,
  max_modem: 2,
};

/** Writes the configuration file; the order of fields is the chip's. */
export function saveSettings(settings: WifiSettings, files: StorageFiles, family: 'ESP8266' | 'ESP32'): void {
  const { ssid, password, mode, hostname, ap } = settings;
  const sleepType = SLEEP_TYPES[settings.powersave] ?? 0;
  const apPart = {
    ssidAP: ap.ssid,
    passwordAP: ap.password,
    authmodeAP: ap.authMode,
    hiddenAP: ap.hidden,
    channelAP: ap.channel,
  };
  const saved =
    family === 'ESP8266'
      ? { ssid, password, mode, phyMode: PHY_MODES.indexOf(settings.phy), sleepType, hostname, ...apPart }
      : { ssid, password, mode, sleepType, ...apPart, hostname };
  files.erase(CONFIGURATION_FILE);
  files.write(CONFIGURATION_FILE, bytesOf(JSON.stringify(saved)));
  settings.savedMode = mode;
}

/** Reads the configuration file into `settings`; false when there is none that can be read. */
export function restoreSettings(
  realm: Realm,
  settings: WifiSettings,
  files: StorageFiles,
  family: 'ESP8266' | 'ESP32',
): boolean {
  const file = files.find(CONFIGURATION_FILE);
  if (!file) return false;
  let saved: unknown;
  try {
    saved = realm.readJson(textOf(files.read(file.address, file.sizeBytes)));
  } catch {
    // The interpreter reads it quietly: what is no JSON counts as no file.
    return false;
  }
  if (!realm.isObject(saved)) return false;
  const text = (name: string): string => (saved[name] === undefined ? '' : realm.text(saved[name]));
  settings.mode = settings.savedMode = integerOf(saved.mode) & (STATION_MODE | AP_MODE);
  if (settings.mode & STATION_MODE) {
    settings.ssid = text('ssid');
    settings.password = text('password');
    if (saved.hostname !== undefined) settings.hostname = text('hostname');
  }
  // The ESP32's restore fills one record and hands over another, which is all zero.
  const isLost = family === 'ESP32';
  if (settings.mode & AP_MODE) {
    settings.ap = {
      ssid: isLost ? '' : text('ssidAP'),
      password: isLost ? '' : text('passwordAP'),
      authMode: isLost ? 0 : integerOf(saved.authmodeAP),
      hidden: isLost ? 0 : integerOf(saved.hiddenAP),
      channel: isLost ? 0 : integerOf(saved.channelAP),
    };
  }
  if (family === 'ESP8266' && saved.phyMode !== undefined)
    settings.phy = PHY_MODES[integerOf(saved.phyMode)] ?? '?';
  return true;
}
