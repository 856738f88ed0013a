/** Joining as tutorial 003 tells it: a line before, the addresses after, and the Wi-Fi calls that it offers at the console. */

import {
  boardAddress,
  joinNow,
  networkText,
  type RadioFacts,
  startNetwork,
  station,
} from '../../features/network/network.ts';
import type { Settings } from '../../features/settings/settings.ts';
import type { RadioPort, ScannedNetwork, TimersPort } from '../../ports.ts';
import { softAp } from '../../wifi/soft-ap.ts';

let wifi: RadioPort;
let log: (line: string) => void;
let settings: Settings;
let onAddress: (ip: string) => void;
let askNameServer: NameServerAsker | undefined;
let loggedIp = '';
let loggedReason = '';
let isNotified = false;

/** Asks for the network's name server; '' when it is not told. */
export type NameServerAsker = (ip: string, mac: string, onAnswer: (address: string) => void) => void;

/**
 * Starts the radio; `addressListener` is called with each address, and with '' when it is lost. With an `asker` the name
 * server stands in the line, which then comes up to a second later.
 */
export function startTutorialNetwork(
  radio: RadioPort,
  timers: TimersPort,
  facts: RadioFacts,
  boardSettings: Settings,
  logLine: (line: string) => void,
  addressListener: (ip: string) => void,
  asker?: NameServerAsker,
): void {
  wifi = radio;
  settings = boardSettings;
  log = logLine;
  onAddress = addressListener;
  askNameServer = asker;
  // A program that was loaded anew finds the network as its predecessor left it.
  isNotified = isConnected();
  startNetwork(wifi, timers, facts, settings, logLine, onNetwork);
}

/** The station is on a network. */
export function isConnected(): boolean {
  const { ip } = wifi.getIP();
  return ip !== '' && ip !== '0.0.0.0';
}

/** Address, mask and gateway; the interpreter does not tell the name server, see `NameServerAsker`. */
export function ifconfig(): string[] {
  const { ip, netmask, gw } = station.ip || !softAp.ip ? wifi.getIP() : wifi.getAPIP();
  return [ip, netmask, gw];
}

/** The station's MAC address, e.g. `5c:cf:7f:0a:0b:0c`. */
export function mac(): string {
  return wifi.getIP().mac;
}

/** Says each network in reach, the nearest first. */
export function scan(): void {
  try {
    wifi.scan(onScan);
  } catch (_scanning) {
    log('scan: already in progress');
  }
}

/** Joins this network until the next start; '' as password for an open one. */
export function connect(ssid: string, password: string): void {
  settings.networks[0] = { ssid, password };
  if (station.state === 'off') log('wifi: add a network to tinwire.json first');
  else joinNow();
}

function onScan(networks: ScannedNetwork[]): void {
  networks.sort((one, other) => other.rssi - one.rssi);
  for (const { ssid, rssi, authMode, channel } of networks)
    log(`${ssid}, ${rssi} dBm, channel ${channel}, ${authMode}`);
  log(`${networks.length} networks`);
}

function logConfig(nameServer: string): void {
  const values = ifconfig();
  if (nameServer) values.push(nameServer);
  log(`network config: ('${values.join("', '")}')`);
}

function onNetwork(): void {
  const ip = boardAddress();
  const text = networkText();
  if (ip) {
    if (ip !== loggedIp) {
      if (askNameServer) askNameServer(ip, mac(), logConfig);
      else logConfig('');
    }
    loggedReason = '';
    isNotified = false;
  } else if (station.state === 'joining' && !isNotified) {
    isNotified = true;
    log('connecting to network...');
  } else if (station.state === 'waiting' && text !== loggedReason) {
    loggedReason = text;
    log(text);
  }
  if (ip === loggedIp) return;
  loggedIp = ip;
  onAddress(ip);
}
