/**
 * Joining a network and staying there, the same on both chips: every attempt ends within `JOIN_TIMEOUT_MS`, joined or with
 * a reason; the networks are tried in order; between rounds it waits with back-off. By events alone: the chips keep a callback
 * of `connect` through `load()`, and the next `connect` damages the memory with it.
 */
import { backoffMs } from '../lib/backoff.ts';
import type { AddressEvent, LossEvent, TimersPort, WifiPort } from '../ports.ts';
import { softAp } from './soft-ap.ts';

/** Longer than a slow DHCP server takes; the ESP8266 by itself would try forever. */
export const JOIN_TIMEOUT_MS = 20000;
/** The ESP8266 joins again by itself after a loss: asking it to connect meanwhile would make it start anew. */
export const REJOIN_MS = 30000;
/** Rounds without success after which the radio is switched off and on again. */
export const ROUNDS_TO_RESET = 5;
/** From leaving a network to joining the next one, when no event confirms it. */
export const LEAVE_MS = 1000;
/** From starting the radio to using it: the ESP32 connects by itself when it starts, and logs an error for the second connect. */
export const START_MS = 100;

/** One network to join; an empty password means an open one. */
export interface Network {
  ssid: string;
  password: string;
}

export type StationState = 'off' | 'joining' | 'joined' | 'waiting';
/** Why the last attempt failed, in the same words for both chips; '' while all is well. */
export type StationReason = '' | 'not found' | 'wrong password' | 'no answer' | 'no address' | 'lost';

/** Options of the station. */
export interface StationOptions {
  networks: Network[];
  /** The chip's own software joins again after a loss. */
  rejoins: boolean;
  /** Called whenever state or reason changed. */
  onState(): void;
  /** All networks failed `rounds` times in a row. */
  onRound(rounds: number): void;
}

/** The station as it stands. `network` is an index into the options' networks; `ip` is '' unless joined. */
export const station = {
  state: 'off' as StationState,
  reason: '' as StationReason,
  ssid: '',
  ip: '',
  rounds: 0,
};

let wifi: WifiPort;
let timers: TimersPort;
let networks: Network[];
let rejoins: boolean;
let onState: () => void;
let onRound: (rounds: number) => void;
let network = 0;
let timer = 0;
/** A network was left, but no event has confirmed it yet: until then the ESP32 ignores `connect`. */
let isLeaving = false;
/** An access point let the station in: what is missing is an address. */
let isAssociated = false;

/** Starts to join, or stays on a network that the program before this one has joined; `stopStation` ends it. */
export function startStation(wifiPort: WifiPort, timersPort: TimersPort, options: StationOptions): void {
  wifi = wifiPort;
  timers = timersPort;
  networks = options.networks;
  rejoins = options.rejoins;
  onState = options.onState;
  onRound = options.onRound;
  isLeaving = false;
  wifi.on('associated', onAssociated);
  wifi.on('connected', onConnected);
  wifi.on('disconnected', onDisconnected);
  joinNow();
}

/** Leaves the network and stays off. */
export function stopStation(): void {
  setTimer(null, 0);
  leave();
  setState('off', '', '');
}

/**
 * Starts anew with the first network, also where it is joined; for the console, after the settings were changed. Where nothing
 * was started yet, a network that is joined and wanted stays.
 */
export function joinNow(): void {
  const { state } = station;
  network = station.rounds = 0;
  if (!networks.length) return;
  if (state === 'off' && !isLeaving && address() && isWanted()) {
    joined(address());
    return;
  }
  if (!isLeaving && (address() || state === 'joining')) leave();
  if (isLeaving) {
    begin();
    setTimer(join, LEAVE_MS);
  } else if (wifi.getStatus().mode === 'AP' && !softAp.ip) {
    // An ESP32 after power-on has its own access point alone. Nothing is joined with a name that is empty.
    begin();
    connectTo('', '');
    setTimer(join, START_MS);
  } else join();
}

function leave(): void {
  isLeaving = address() !== '' || station.state === 'joining';
  wifi.disconnect();
}

function begin(): void {
  const wanted = networks[network];
  if (wanted) station.ssid = wanted.ssid;
  setState('joining', station.reason, '');
}

function join(): void {
  const wanted = networks[network];
  if (!wanted) return;
  isLeaving = isAssociated = false;
  begin();
  setTimer(onTimeout, JOIN_TIMEOUT_MS);
  if (!connectTo(wanted.ssid, wanted.password)) failed('no answer');
}

function connectTo(ssid: string, password: string): boolean {
  try {
    wifi.connect(ssid, password ? { password } : {});
    return true;
  } catch (_refused) {
    return false;
  }
}

function onAssociated(): void {
  isAssociated = true;
}

function onConnected(event: AddressEvent): void {
  if (station.state === 'off' || isLeaving) return;
  if (isWanted()) joined(event.ip);
  else joinNow();
}

function onDisconnected(event: LossEvent): void {
  const { state } = station;
  if (isLeaving) {
    isLeaving = false;
    if (state === 'joining') join();
    return;
  }
  const reason = reasonOf(event.msg || `${wifi.getStatus().station} ${event.reason}`);
  if (state === 'joining' && reason) failed(reason);
  if (state !== 'joined') return;
  setTimer(join, rejoins ? REJOIN_MS : backoffMs(0));
  setState('waiting', reason === 'wrong password' ? reason : 'lost', '');
}

function onTimeout(): void {
  timer = 0;
  const ip = address();
  if (ip && isWanted()) {
    joined(ip);
    return;
  }
  // The ESP8266 goes on by itself; an ESP32 that waits for an address does so forever, and joins nothing else.
  if (!rejoins) leave();
  failed(isAssociated ? 'no address' : 'no answer');
}

function joined(ip: string): void {
  setTimer(null, 0);
  station.rounds = 0;
  setState('joined', '', ip);
}

function failed(reason: StationReason): void {
  let delayMs = isLeaving ? LEAVE_MS : 0;
  network++;
  const isRound = network >= networks.length;
  if (isRound) {
    network = 0;
    delayMs = backoffMs(station.rounds++);
    // Until the next round, 12 s and more: the chip needs two to be off.
    if (station.rounds % ROUNDS_TO_RESET === 0) wifi.disconnect();
  }
  // Before notifying: a listener may stop the station.
  setTimer(join, delayMs);
  setState('waiting', reason, '');
  if (isRound) onRound(station.rounds);
}

/**
 * What the chips say, in words: the ESP8266's status and reason (`bad_password 4way_handshake_timeout`), the ESP32's
 * (`AUTH_EXPIRE`, `4WAY_HANDSHAKE_TIMEOUT`, `AUTH_FAIL`, `HANDSHAKE_TIMEOUT`, `NO_AP_FOUND`); '' when it is no failure.
 */
function reasonOf(words: string): StationReason {
  const text = words.toLowerCase();
  for (const word of ['password', 'handshake', 'auth_fail', 'auth_expire', '802_1x'])
    if (text.indexOf(word) >= 0) return 'wrong password';
  if (text.indexOf('no_ap') >= 0) return 'not found';
  return text.indexOf('assoc_leave') >= 0 || text.indexOf('connecting') >= 0 ? '' : 'no answer';
}

/** The station's address; '' while there is none. */
function address(): string {
  const { ip } = wifi.getIP();
  return ip === '0.0.0.0' ? '' : ip;
}

/** The network that is joined is one of the wanted ones; from now on it is the one that is reported. */
function isWanted(): boolean {
  const ssid = wifi.getStatus().ssid || wifi.getDetails().ssid;
  for (let index = 0; index < networks.length; index++) {
    const wanted = networks[index];
    if (!wanted || (ssid && wanted.ssid !== ssid)) continue;
    network = index;
    station.ssid = wanted.ssid;
    return true;
  }
  return false;
}

function setState(state: StationState, reason: StationReason, ip: string): void {
  station.state = state;
  station.reason = reason;
  station.ip = ip;
  onState();
}

function setTimer(fn: (() => void) | null, delayMs: number): void {
  if (timer) timers.cancel(timer);
  timer = fn ? timers.after(fn, delayMs) : 0;
}
