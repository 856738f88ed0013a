/**
 * Joining a network and staying there, the same on both chips: every attempt ends within `JOIN_TIMEOUT_MS`, joined or with
 * a reason; the networks are tried in order; between rounds it waits with back-off.
 */
import { backoffMs } from '../lib/backoff.ts';
import type { AddressEvent, LossEvent, TimersPort, WifiPort } from '../ports.ts';

/** Longer than a slow DHCP server takes; the ESP8266 by itself would try for ever. */
export const JOIN_TIMEOUT_MS = 20000;
/** The ESP8266 joins again by itself after a loss: asking it to connect meanwhile would make it start anew. */
export const REJOIN_MS = 30000;
/** Rounds without success after which the radio is switched off and on again. */
export const ROUNDS_TO_RESET = 5;
const RESET_MS = 2000;

/** One network to join; an empty password means an open one. */
export interface Network {
  ssid: string;
  password: string;
}

export type StationState = 'off' | 'joining' | 'joined' | 'waiting';
/** Why the last attempt failed, in the same words for both chips; '' while all is well. */
export type StationReason = '' | 'not found' | 'wrong password' | 'no answer' | 'no address' | 'lost';

/** What the station is told. */
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
let options: StationOptions;
let network = 0;
let timer = 0;
/** Counts attempts: an answer that comes after its attempt was given up is not for the next one. */
let attempt = 0;

/** Starts to join; `stopStation` ends it. */
export function startStation(
  wifiPort: WifiPort,
  timersPort: TimersPort,
  stationOptions: StationOptions,
): void {
  wifi = wifiPort;
  timers = timersPort;
  options = stationOptions;
  wifi.on('connected', onConnected);
  wifi.on('disconnected', onDisconnected);
  joinNow();
}

/** Leaves the network and stays off. */
export function stopStation(): void {
  attempt++;
  setTimer(null, 0);
  setState('off', '', '');
  wifi.disconnect();
}

/** Starts anew with the first network; for the console, after the settings were changed. */
export function joinNow(): void {
  network = station.rounds = 0;
  join();
}

function join(): void {
  const wanted = options.networks[network];
  if (!wanted) return;
  const mine = ++attempt;
  station.ssid = wanted.ssid;
  setState('joining', station.reason, '');
  setTimer(onTimeout, JOIN_TIMEOUT_MS);
  try {
    wifi.connect(wanted.ssid, wanted.password ? { password: wanted.password } : {}, (error) => {
      if (mine === attempt && station.state === 'joining') onResult(error);
    });
  } catch (_refused) {
    failed('no answer');
  }
}

function onResult(error: string | null): void {
  if (error) {
    failed(reasonOf(error));
    return;
  }
  // A network that was joined already brings no event, so the address is asked for; without one, DHCP is still at work.
  const ip = wifi.getIP().ip;
  if (hasAddress(ip)) joined(ip);
}

function onConnected(event: AddressEvent): void {
  if (station.state !== 'off') joined(event.ip);
}

function onDisconnected(event: LossEvent): void {
  if (station.state !== 'joined') return;
  const reason = reasonOf(event.msg || event.reason);
  setState('waiting', reason === 'wrong password' ? reason : 'lost', '');
  setTimer(join, options.rejoins ? REJOIN_MS : backoffMs(0));
}

function onTimeout(): void {
  timer = 0;
  const ip = wifi.getIP().ip;
  if (hasAddress(ip)) joined(ip);
  else failed(station.reason === 'no address' ? 'no address' : 'no answer');
}

function joined(ip: string): void {
  setTimer(null, 0);
  station.rounds = 0;
  setState('joined', '', ip);
}

function failed(reason: StationReason): void {
  attempt++;
  network++;
  let delayMs = 0;
  setState('waiting', reason, '');
  if (network >= options.networks.length) {
    network = 0;
    delayMs = backoffMs(station.rounds++);
    options.onRound(station.rounds);
    if (station.rounds % ROUNDS_TO_RESET === 0) {
      wifi.disconnect();
      if (delayMs < RESET_MS) delayMs = RESET_MS;
    }
  }
  setTimer(join, delayMs);
}

/** ESP8266 words, ESP32 words: `bad_password`, `4WAY_HANDSHAKE_TIMEOUT`, `AUTH_FAIL`, `no_ap_found`, `NO_AP_FOUND`. */
function reasonOf(error: string): StationReason {
  const text = error.toLowerCase();
  if (text.indexOf('no_ap') >= 0) return 'not found';
  if (text.indexOf('password') >= 0 || text.indexOf('handshake') >= 0 || text.indexOf('auth_fail') >= 0) {
    return 'wrong password';
  }
  return 'no answer';
}

function hasAddress(ip: string): boolean {
  return ip !== '' && ip !== '0.0.0.0';
}

function setState(state: StationState, reason: StationReason, ip: string): void {
  station.state = state;
  station.reason = reason;
  station.ip = ip;
  options.onState();
}

function setTimer(fn: (() => void) | null, delayMs: number): void {
  if (timer) timers.cancel(timer);
  timer = fn ? timers.after(fn, delayMs) : 0;
}
