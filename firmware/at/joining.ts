/** Which radios are on, and joining a network: AT+CWMODE, AT+CWJAP, AT+CWQAP, AT+CWSAP. */
import { applyAddresses } from './addresses.ts';
import { endLink, links } from './links.ts';
import { answer, finish, flush, notify, type Outcome } from './output.ts';
import { integer } from './parser.ts';
import { JOINED, joinFailed, LEFT, OK, speaksV2 } from './replies.ts';
import { at, options, persist, persisted, ports } from './state.ts';

/** What the station says of itself: its state, and why a join failed. */
export type JoinEnd = 'joined' | 'lost' | 'no answer' | 'wrong password' | 'not found' | 'no address';

const STATION = 1;
const ACCESS_POINT = 2;
const NO_ANSWER = 1;
const WRONG_PASSWORD = 2;
const NOT_FOUND = 3;
const OTHER = 4;

/** How long a board that can be reached over its network only stays without it. */
export const RETURN_MS = 10000;

/** AT+CWJAP waits for its answer. */
let isJoining = false;
/** What is being joined; '' once that has ended. */
let wantedSsid = '';
let wantedPassword = '';
/** What is being joined is kept over a power cut. */
let isKept = false;
let returnTimer = 0;
/** Of the access point that was found; '' before. */
let bssid = '';
let channel: number | string = 0;

/** Brings the radio to what is kept. */
export function startRadio(): void {
  setAccess();
  // A network that was not left is there.
  if (at.isJoined) notify(JOINED);
  // A console that is reached over the network would never be reached again.
  else if (!persisted.isManual || isOnlyWay()) rejoin();
  else ports.leave();
}

/** The client that joined has left: the network is joined or not, and nothing waits for it. */
export function stopAwaitingJoin(): void {
  isJoining = false;
}

/** The console is on a network, and the station's is the only one. */
function isOnlyWay(): boolean {
  return options.ownPort > 0 && !(persisted.mode & ACCESS_POINT);
}

function setAccess(): void {
  ports.setAp((persisted.mode & ACCESS_POINT) > 0);
  applyAddresses();
}

/** Joins what is kept. */
function rejoin(): void {
  if (persisted.mode & STATION && persisted.ssid) ports.join(persisted.ssid, persisted.password);
  else ports.leave();
}

/** Leaves the network; says so when one was joined. */
export function leaveNetwork(): void {
  isJoining = false;
  wantedSsid = '';
  stopReturn();
  ports.leave();
  if (at.isJoined) lost();
}

/** What went over the network has ended with it, unless it went over the access point. */
function lost(): void {
  at.isJoined = false;
  if (!(persisted.mode & ACCESS_POINT)) for (const link of links) if (link) endLink(link);
  at.hadLink = false;
  notify(LEFT);
}

/** The station joined, lost its network, or failed to join. */
export function onStation(end: JoinEnd): void {
  if (end === 'joined') {
    if (at.isJoined) return;
    at.isJoined = true;
    if (wantedSsid) {
      persisted.ssid = wantedSsid;
      persisted.password = wantedPassword;
      if (isKept) ports.save({ ssid: wantedSsid, password: wantedPassword });
      wantedSsid = '';
    }
    if (isJoining) {
      isJoining = false;
      ports.write(JOINED);
      finish(OK);
    } else notify(JOINED);
    applyAddresses();
  } else if (wantedSsid) {
    wantedSsid = '';
    // Back to where whoever types came from.
    if (isOnlyWay() && persisted.ssid) rejoin();
    else {
      ports.leave();
      awaitReturn();
    }
    if (!isJoining) return;
    isJoining = false;
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
  const mode = integer(args[0], speaksV2() ? 0 : STATION, STATION + ACCESS_POINT);
  if (mode < 0 || (mode === STATION + ACCESS_POINT && !options.hasStationAndAp)) return false;
  // Nobody could ever reach a console on the network again.
  if (mode === 0 && options.ownPort) return false;
  const before = persisted.mode;
  const changed = before ^ mode;
  persist({ mode });
  if (!(mode & STATION) && at.isJoined) {
    finish(OK);
    let isSet = false;
    const set = (): void => {
      if (!isSet) persisted.mode = mode;
      isSet = true;
    };
    ports.part(true, () => {
      set();
      // Over the network this comes later, and whoever types may want the station again.
      if (!(persisted.mode & STATION)) leaveNetwork();
      if (changed & ACCESS_POINT) setAccess();
    });
    set();
    return null;
  }
  persisted.mode = mode;
  if (!(mode & STATION)) leaveNetwork();
  if (changed & ACCESS_POINT) {
    if (mode & ACCESS_POINT) setAccess();
    else ports.part(false, setAccess);
  }
  if (changed & STATION) rejoin();
  return true;
}

/** AT+CWJAP=...; ends when the network was joined or has refused. */
export function joinNetwork(args: string[]): Outcome {
  const ssid = args[0];
  const password = args[1] || '';
  if (!(persisted.mode & STATION) || !ssid || ssid.length > 31 || password.length > 63) return false;
  const isSame = ssid === persisted.ssid && password === persisted.password;
  if (at.isJoined) lost();
  flush();
  isJoining = true;
  isKept = at.keeps && at.suffix !== '_CUR';
  wantedSsid = ssid;
  wantedPassword = password;
  // The network that is joined already stays as it is.
  if (isSame) joinWanted();
  else ports.part(true, joinWanted);
  return null;
}

function joinWanted(): void {
  if (wantedSsid) ports.join(wantedSsid, wantedPassword);
}

/** AT+CWJAP? */
export function reportNetwork(): Outcome {
  if (!at.isJoined) return answer('No AP');
  const { wifi } = ports;
  const rssi = wifi.getDetails().rssi || wifi.getStatus().rssi || 0;
  return answer(
    `+CWJAP${at.suffix}:"${persisted.ssid}","${bssid || '00:00:00:00:00:00'}",${channel},${rssi}`,
  );
}

/** AT+CWQAP: the network is left once OK is said. */
export function quitNetwork(): Outcome {
  finish(OK);
  ports.part(true, () => {
    // Over the network this comes later: a join that was asked for meanwhile leaves the network by itself.
    if (!wantedSsid) leaveNetwork();
    awaitReturn();
  });
  persisted.ssid = '';
  return null;
}

function stopReturn(): void {
  if (returnTimer) ports.timers.cancel(returnTimer);
  returnTimer = 0;
}

function awaitReturn(): void {
  stopReturn();
  if (isOnlyWay()) returnTimer = ports.timers.after(comeBack, RETURN_MS);
}

/** No network was joined since. */
function comeBack(): void {
  returnTimer = 0;
  if (at.isJoined || wantedSsid) return;
  const { ssid, password } = ports.load();
  persisted.ssid = ssid;
  persisted.password = password;
  rejoin();
}

/** AT+CWSAP=...; with ecn 0, or without a password, the access point is open to all. */
export function setAccessPoint(args: string[]): Outcome {
  const ssid = args[0];
  const password = args[1] || '';
  const apChannel = integer(args[2], 1, 13);
  const security = integer(args[3], 0, 4);
  if (!(persisted.mode & ACCESS_POINT) || !ssid || ssid.length > 31 || apChannel < 0) return false;
  if (security < 0 || security === 1) return false;
  if (security > 0 && (password.length < 8 || password.length > 63)) return false;
  const change = { apSsid: ssid, apPassword: security ? password : '', apChannel };
  persisted.apSsid = change.apSsid;
  persisted.apPassword = change.apPassword;
  persisted.apChannel = apChannel;
  persist(change);
  ports.part(false, setAccess);
  return true;
}

/** AT+CWSAP? */
export function reportAccessPoint(): Outcome {
  const { apSsid, apPassword, apChannel } = persisted;
  return answer(`+CWSAP${at.suffix}:"${apSsid}","${apPassword}",${apChannel},${apPassword ? 3 : 0},4,0`);
}
