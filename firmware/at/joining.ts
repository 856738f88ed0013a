/** Which radios are on, and joining a network: AT+CWMODE, AT+CWJAP, AT+CWQAP, AT+CWSAP. */
import { endLink, links } from './links.ts';
import { answer, finish, flush, type Outcome, tell } from './output.ts';
import { wholeNumber } from './parser.ts';
import { JOINED, joinFailed, LEFT, OK, speaksV2 } from './replies.ts';
import { at, type KeptState, kept, options, ports } from './state.ts';

/** What the station says of itself: its state, and why a join failed. */
export type JoinEnd = 'joined' | 'lost' | 'no answer' | 'wrong password' | 'not found' | 'no address';

const STATION = 1;
const ACCESS_POINT = 2;
const NO_ANSWER = 1;
const WRONG_PASSWORD = 2;
const NOT_FOUND = 3;
const OTHER = 4;

let isJoining = false;
let wantedSsid = '';
let wantedPassword = '';
let bssid = '00:00:00:00:00:00';
let channel: number | string = 0;

/** Brings the radio to what is kept. */
export function startRadio(): void {
  if (kept.mode & STATION && kept.ssid) ports.join(kept.ssid, kept.password);
  else ports.leave();
  ports.setAp((kept.mode & ACCESS_POINT) > 0);
}

/** Leaves the network; says so when one was joined. */
export function leaveNetwork(): void {
  isJoining = false;
  ports.leave();
  if (at.isJoined) lost();
}

/** What went over the network has ended with it, unless it went over the access point. */
function lost(): void {
  at.isJoined = false;
  if (!(kept.mode & ACCESS_POINT)) for (const link of links) if (link) endLink(link);
  tell(LEFT);
}

/** The station joined, lost its network, or failed to join. */
export function onStation(end: JoinEnd): void {
  if (end === 'joined') {
    if (at.isJoined) return;
    at.isJoined = true;
    if (!isJoining) {
      tell(JOINED);
      return;
    }
    isJoining = false;
    kept.ssid = wantedSsid;
    kept.password = wantedPassword;
    keep({ ssid: wantedSsid, password: wantedPassword });
    ports.write(JOINED);
    finish(OK);
  } else if (isJoining) {
    isJoining = false;
    ports.leave();
    const code =
      end === 'wrong password'
        ? WRONG_PASSWORD
        : end === 'not found'
          ? NOT_FOUND
          : end === 'no address'
            ? OTHER
            : NO_ANSWER;
    finish(joinFailed(code));
  } else if (at.isJoined) lost();
}

/** The access point that the station found. */
export function onAssociated(event: { mac: string; channel: number | string }): void {
  bssid = event.mac;
  channel = event.channel;
}

/** AT+CWMODE. */
export function setMode(args: string[]): Outcome {
  const mode = wholeNumber(args[0], speaksV2() ? 0 : STATION, STATION + ACCESS_POINT);
  if (mode < 0 || (mode === STATION + ACCESS_POINT && !options.hasStationAndAp)) return false;
  const before = kept.mode;
  if (!(mode & STATION)) leaveNetwork();
  kept.mode = mode;
  keep({ mode });
  const isAp = (mode & ACCESS_POINT) > 0;
  if (isAp !== (before & ACCESS_POINT) > 0) ports.setAp(isAp);
  if (mode & STATION && !(before & STATION) && kept.ssid) ports.join(kept.ssid, kept.password);
  return true;
}

/** AT+CWJAP=...; ends when the network was joined or has refused. */
export function joinNetwork(args: string[]): Outcome {
  const ssid = args[0];
  const password = args[1] || '';
  if (!(kept.mode & STATION) || !ssid || ssid.length > 31 || password.length > 63) return false;
  if (at.isJoined) lost();
  flush();
  isJoining = true;
  wantedSsid = ssid;
  wantedPassword = password;
  ports.join(ssid, password);
  return null;
}

/** AT+CWJAP? */
export function tellNetwork(): Outcome {
  if (!at.isJoined) return answer('No AP');
  const { wifi } = ports;
  const rssi = wifi.getDetails().rssi || wifi.getStatus().rssi || 0;
  return answer(`+CWJAP${at.suffix}:"${kept.ssid}","${bssid}",${channel},${rssi}`);
}

/** AT+CWQAP: the network is left once OK is said. */
export function quitNetwork(): Outcome {
  kept.ssid = '';
  leaveNetwork();
  return true;
}

/** AT+CWSAP=...; with ecn 0, or without a password, the access point is open to all. */
export function setAccessPoint(args: string[]): Outcome {
  const ssid = args[0];
  const password = args[1] || '';
  const apChannel = wholeNumber(args[2], 1, 13);
  const security = wholeNumber(args[3], 0, 4);
  if (!(kept.mode & ACCESS_POINT) || !ssid || ssid.length > 31 || apChannel < 0) return false;
  if (security < 0 || security === 1) return false;
  if (security > 0 && (password.length < 8 || password.length > 63)) return false;
  const change = { apSsid: ssid, apPassword: security ? password : '', apChannel };
  kept.apSsid = change.apSsid;
  kept.apPassword = change.apPassword;
  kept.apChannel = apChannel;
  keep(change);
  ports.setAp(true);
  return true;
}

/** AT+CWSAP?; the password is not shown. */
export function tellAccessPoint(): Outcome {
  return answer(`+CWSAP${at.suffix}:"${kept.apSsid}","",${kept.apChannel},${kept.apPassword ? 3 : 0},4,0`);
}

function keep(changes: Partial<KeptState>): void {
  if (at.keeps && at.suffix !== '_CUR') ports.save(changes);
}
