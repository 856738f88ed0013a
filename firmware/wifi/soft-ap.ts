/** The board's own access point. */
import type { WifiPort } from '../ports.ts';

/** An access point to open; a password has 8 to 63 characters, '' makes it open to all. */
export interface SoftApOptions {
  ssid: string;
  password: string;
  /** 1 to 13; a station that joins moves the access point to its own channel. */
  channel: number;
}

/** The access point as it stands; `ip` is '' unless it is up, `reason` says why it is not. */
export const softAp = { ssid: '', ip: '', reason: '' };

/** Opens the access point and calls `onState`: it is up, or has failed. */
export function startSoftAp(wifi: WifiPort, options: SoftApOptions, onState: () => void): void {
  // An empty password throws on the ESP32: an open access point is one without the key.
  const access = options.password
    ? { channel: options.channel, authMode: 'wpa2', password: options.password }
    : { channel: options.channel, authMode: 'open' };
  softAp.ssid = options.ssid;
  softAp.reason = softAp.ip = '';
  try {
    wifi.startAP(options.ssid, access);
    softAp.ip = wifi.getAPIP().ip;
  } catch (_refused) {
    softAp.reason = 'refused by the radio';
  }
  onState();
}

/** Closes the access point. Calling it twice is harmless. */
export function stopSoftAp(wifi: WifiPort): void {
  softAp.ip = '';
  wifi.stopAP();
}
