/** What the radio knows: AT+CWLAP, AT+CWLIF, AT+CIFSR, AT+PING and the addresses. */
import type { PingAnswer, ScannedNetwork } from '../ports.ts';
import { answer, finish, type Outcome } from './output.ts';
import { domainRow, ERROR, OK, pingAnswer, stationRow } from './replies.ts';
import { at, persisted, ports } from './state.ts';

/** A ping, its name look-up included, that says nothing for so long has failed. */
export const PING_TIMEOUT_MS = 5000;
/** Five tries, one second each, are over after this. */
export const PING_TRIES_MS = 6000;

let filter: string[];
let isScanning = false;
/** The interpreter scans, whether anybody waits for it or not. */
let isRadioScanning = false;
let isPinging = false;
/** Only the address is asked for. */
let isDomain = false;
/** Asked for, and not answered yet. */
let host = '';
/** The interpreter still tries, whether anybody waits for it or not. */
let isTrying = false;
let timer = 0;

/** AT+CWLAP; the set form shows only networks of this name, address and channel. */
export function scan(args: string[]): Outcome {
  if (!(persisted.mode & 1)) return false;
  filter = args;
  if (!isRadioScanning) ports.wifi.scan(onScan);
  isScanning = isRadioScanning = true;
  return null;
}

/** AT+CWLIF. */
export function reportStations(): Outcome {
  for (const { ip, mac } of ports.wifi.getAPDetails().stations || []) ports.write(stationRow(ip, mac));
  return true;
}

/** AT+CIFSR. */
export function reportAddresses(): Outcome {
  const { wifi } = ports;
  for (const name of ['AP', 'STA']) {
    if (!(persisted.mode & (name === 'AP' ? 2 : 1))) continue;
    const { ip, mac } = name === 'AP' ? wifi.getAPIP() : wifi.getIP();
    answer(`+CIFSR:${name}IP,"${ip}"`);
    answer(`+CIFSR:${name}MAC,"${mac}"`);
  }
  return true;
}

/** AT+CIPSTA? and AT+CIPAP?, without `AT+` and `?`. */
export function reportInterface(name: string): Outcome {
  const { ip, gw, netmask } = name === 'CIPAP' ? ports.wifi.getAPIP() : ports.wifi.getIP();
  const head = `+${name}${at.suffix}:`;
  answer(`${head}ip:"${ip}"`);
  answer(`${head}gateway:"${gw}"`);
  return answer(`${head}netmask:"${netmask}"`);
}

/** AT+CIPSTAMAC? and AT+CIPAPMAC? */
export function reportMac(name: string): Outcome {
  const { mac } = name === 'CIPAPMAC' ? ports.wifi.getAPIP() : ports.wifi.getIP();
  return answer(`+${name}${at.suffix}:"${mac}"`);
}

/** AT+PING: the first of the interpreter's five tries counts. The next one waits until all five are over. */
export function ping(args: string[]): Outcome {
  if (!args[0]) return false;
  host = args[0];
  if (!isTrying || isDomain) lookUp();
  return null;
}

/** AT+CIPDOMAIN=... */
export function lookUpName(args: string[]): Outcome {
  isDomain = args.length > 0 && args[0] !== '';
  return ping(args);
}

function lookUp(): void {
  isPinging = true;
  timer = ports.timers.after(onSilence, PING_TIMEOUT_MS);
  try {
    ports.wifi.getHostByName(host, onHost);
  } catch (_refused) {
    pinged(-1);
  }
}

function onTriesOver(): void {
  isTrying = false;
  if (host) lookUp();
}

/** Gives up what waits for the radio; nothing is said. */
export function stopAsking(): void {
  isScanning = isPinging = isDomain = false;
  host = '';
  if (timer) ports.timers.cancel(timer);
  timer = 0;
}

function onScan(networks: ScannedNetwork[]): void {
  isRadioScanning = false;
  if (!isScanning) return;
  isScanning = false;
  const [ssid, mac, channel] = filter;
  for (const network of networks) {
    if ((ssid && ssid !== network.ssid) || (mac && mac !== network.mac)) continue;
    if (channel && channel !== String(network.channel)) continue;
    // Rows wait in memory until they have left.
    if (!ports.hasRoom()) break;
    const { authMode } = network;
    const security = ['open', 'wep', 'wpa', 'wpa2', 'wpa_wpa2', 'wpa2_enterprise'].indexOf(authMode);
    answer(
      `+CWLAP:(${security < 0 ? 4 : security},"${network.ssid}",${network.rssi},"${network.mac}",${network.channel},0,0)`,
    );
  }
  finish(OK);
}

function onHost(ip: string | null): void {
  if (!isPinging) return;
  if (isDomain) {
    const wanted = ip;
    stopAsking();
    ports.write(wanted ? domainRow(wanted) : 'DNS Fail\r\n');
    finish(wanted ? OK : ERROR);
    return;
  }
  if (!ip) {
    pinged(-1);
    return;
  }
  try {
    ports.wifi.ping(ip, onPing);
    // There is one listener for all tries: a late one would answer for another host.
    isTrying = true;
    ports.timers.after(onTriesOver, PING_TRIES_MS);
  } catch (_refused) {
    pinged(-1);
  }
}

function onPing(result: PingAnswer): void {
  if (isPinging && !isDomain) pinged(result.error || result.timeoutCount ? -1 : result.respTime);
}

function onSilence(): void {
  timer = 0;
  pinged(-1);
}

function pinged(timeMs: number): void {
  if (isDomain) {
    onHost(null);
    return;
  }
  stopAsking();
  ports.write(pingAnswer(timeMs));
  finish(timeMs < 0 ? ERROR : OK);
}
