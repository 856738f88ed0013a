/** Joining a network as sketches show it: a text, a dot every so often, a text. A failure is said once, with its reason. */
import type { TimersPort, WifiPort } from '../../ports.ts';
import type { Settings } from '../settings/settings.ts';
import { boardAddress, networkText, type RadioFacts, startNetwork, station } from './network.ts';

/** Where it is written, and what an entry point writes itself. */
export interface JoiningText {
  write(text: string): void;
  /** A dot after each of these. */
  dotMs: number;
  /** The text in front of the dots. */
  before(ssid: string): string;
  /** There is an address; also when there is another one, and after each loss. */
  onJoined(ssid: string, ip: string): void;
}

let timers: TimersPort;
let text: JoiningText;
let apSsid = '';
let loggedIp = '';
let loggedReason = '';
/** Id of the timer of the next dot; 0: no dots. */
let dots = 0;

/** Starts the radio and tells of it. */
export function startJoining(
  wifi: WifiPort,
  timersPort: TimersPort,
  facts: RadioFacts,
  settings: Settings,
  joiningText: JoiningText,
): void {
  timers = timersPort;
  text = joiningText;
  const { ap } = settings;
  if (ap) apSsid = ap.ssid;
  startNetwork(wifi, timers, facts, settings, logLine, onNetwork);
}

function logLine(line: string): void {
  text.write(`${line}\r\n`);
}

function onNetwork(): void {
  const ip = boardAddress();
  const { reason } = station;
  if (ip) {
    if (dots) timers.cancel(dots);
    dots = 0;
    loggedReason = '';
    if (ip !== loggedIp) text.onJoined(station.ip ? station.ssid : apSsid, ip);
    loggedIp = ip;
    return;
  }
  loggedIp = '';
  if (station.state === 'off') return;
  if (!dots) {
    text.write(text.before(station.ssid));
    dots = timers.after(onDot, text.dotMs);
  }
  if (!reason || reason === loggedReason || station.state !== 'waiting') return;
  loggedReason = reason;
  text.write(`\r\n${networkText()}\r\n`);
}

function onDot(): void {
  text.write('.');
  dots = timers.after(onDot, text.dotMs);
}
