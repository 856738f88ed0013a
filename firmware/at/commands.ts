/**
 * The table of all commands: a name with what stands behind it, and what answers. A switch, since a table of functions would
 * take two variables a command.
 */
import { reportDhcp, reportDns, setAddress, setDhcp, setDns } from './addresses.ts';
import {
  reportAutomatic,
  reportClock,
  reportSleep,
  reportTime,
  setAutomatic,
  setClock,
  setHostname,
  setSleep,
  sleep,
} from './chip.ts';
import {
  joinNetwork,
  quitNetwork,
  reportAccessPoint,
  reportNetwork,
  setAccessPoint,
  setMode,
} from './joining.ts';
import {
  closeLinks,
  logReceived,
  reportLengths,
  reportStatus,
  setIdle,
  setInfo,
  setMaxClients,
  setMux,
  setPassive,
  setRaw,
} from './link-settings.ts';
import {
  lookUpName,
  ping,
  reportAddresses,
  reportInterface,
  reportMac,
  reportStations,
  scan,
} from './network.ts';
import { openLink } from './opening.ts';
import { answer, conclude, type Outcome } from './output.ts';
import { type CommandKind, integer, parseCommand } from './parser.ts';
import { speaksV2, versionRows } from './replies.ts';
import { restart, restore, setLine } from './restart.ts';
import { startRaw, startSend } from './sending.ts';
import { setServer } from './server.ts';
import { at, options, persisted, ports } from './state.ts';
import { saveTransparent } from './transparent-link.ts';

/** Commands of 1.x that exist with `_CUR` (until power-off) and `_DEF` (kept) too. */
const TWOFOLD = ' +CWMODE +CWJAP +CWSAP +CWDHCP +CIPSTA +CIPAP +CIPSTAMAC +CIPAPMAC +UART +CIPDNS ';

/** Runs one line; what it is asked may be answered later. */
export function runLine(line: string): void {
  const command = parseCommand(line);
  at.phase = 'busy';
  let outcome: Outcome = false;
  try {
    outcome = command ? run(command.name, command.kind, command.args) : false;
  } catch (_refused) {
    // What the interpreter or the chip does not take is an error of this command and ends nothing else.
  }
  conclude(outcome);
}

function run(name: string, kind: CommandKind, args: string[]): Outcome {
  const suffix = name.substr(-4);
  at.suffix = suffix === '_CUR' || suffix === '_DEF' ? suffix : '';
  const base = at.suffix ? name.substr(0, name.length - 4) : name;
  if (at.suffix && (TWOFOLD.indexOf(` ${base} `) < 0 || (speaksV2() && base !== '+UART'))) return false;
  const mark = kind === 'set' ? '=' : kind === 'query' ? '?' : kind === 'test' ? '=?' : '';
  const key = base + mark;
  if (base.substr(0, 3) === '+CW') return runRadio(key, args);
  if (base.substr(0, 3) === '+CI') return runLink(key, args);
  return runBasic(key, args);
}

function runBasic(key: string, args: string[]): Outcome {
  switch (key) {
    case '':
      return true;
    case 'E0':
    case 'E1':
      at.hasEcho = key === 'E1';
      return true;
    case '+RST':
      return restart();
    case '+RESTORE':
      return restore();
    case '+GMR':
      ports.write(versionRows(options.version, options.sdk));
      return true;
    case '+PING=':
      return ping(args);
    case '+UART?':
      return answer(`+UART${at.suffix}:${at.line}`);
    case '+UART=':
      return setLine(args);
    case '+SLEEP=':
      return setSleep(args);
    case '+SLEEP?':
      return reportSleep();
    case '+GSLP=':
      return sleep(args);
    case '+SAVETRANSLINK=':
      return saveTransparent(args);
    case '+SYSSTORE=':
      return setStore(args);
    case '+SYSSTORE?':
      return speaksV2() && answer(`+SYSSTORE:${at.keeps ? 1 : 0}`);
    case '+REPL':
      return ports.giveBack();
  }
  return false;
}

function runRadio(key: string, args: string[]): Outcome {
  switch (key) {
    case '+CWMODE?':
      return answer(`+CWMODE${at.suffix}:${persisted.mode}`);
    case '+CWMODE=?':
      return answer(`+CWMODE${at.suffix}:(${speaksV2() ? 0 : 1}-3)`);
    case '+CWMODE=':
      return setMode(args);
    case '+CWJAP=':
      return joinNetwork(args);
    case '+CWJAP?':
      return reportNetwork();
    case '+CWQAP':
      return quitNetwork();
    case '+CWLAP':
    case '+CWLAP=':
      return scan(args);
    case '+CWSAP=':
      return setAccessPoint(args);
    case '+CWSAP?':
      return reportAccessPoint();
    case '+CWLIF':
      return reportStations();
    case '+CWSTATE?':
      return speaksV2() && answer(`+CWSTATE:${at.isJoined ? 2 : 0},"${at.isJoined ? persisted.ssid : ''}"`);
    case '+CWDHCP=':
      return setDhcp(args);
    case '+CWDHCP?':
      return reportDhcp();
    case '+CWAUTOCONN=':
      return setAutomatic(args);
    case '+CWAUTOCONN?':
      return reportAutomatic();
    case '+CWHOSTNAME=':
      return setHostname(args);
    case '+CWHOSTNAME?':
      return answer(`+CWHOSTNAME:${ports.wifi.getHostname()}`);
    case '+CWLAPOPT=':
      // Real drivers send them before all else and want to see OK.
      return true;
  }
  return false;
}

function runLink(key: string, args: string[]): Outcome {
  switch (key) {
    case '+CIPSTART=':
      return openLink(args);
    case '+CIPSEND=':
    case '+CIPSENDEX=':
      return startSend(args, key === '+CIPSENDEX=');
    case '+CIPSEND':
      return startRaw();
    case '+CIPCLOSE':
    case '+CIPCLOSE=':
      return closeLinks(args);
    case '+CIPSTATUS':
    case '+CIPSTATE?':
      return (speaksV2() || key === '+CIPSTATUS') && reportStatus(key === '+CIPSTATE?');
    case '+CIPMUX?':
      return answer(`+CIPMUX:${at.isMux ? 1 : 0}`);
    case '+CIPMUX=':
      return setMux(args);
    case '+CIPSERVER=':
      return setServer(args);
    case '+CIPSTO?':
      return answer(`+CIPSTO:${at.idleS}`);
    case '+CIPSTO=':
      return setIdle(args);
    case '+CIPMODE?':
      return answer(`+CIPMODE:${at.isRaw ? 1 : 0}`);
    case '+CIPMODE=':
      return setRaw(args);
    case '+CIPDINFO=':
      return setInfo(args);
    case '+CIFSR':
      return reportAddresses();
    case '+CIPSTA?':
    case '+CIPAP?':
      return reportInterface(key.substring(1, key.length - 1));
    case '+CIPSTA=':
    case '+CIPAP=':
      return setAddress(key.substring(1, key.length - 1), args);
    case '+CIPDNS=':
      return setDns(args);
    case '+CIPDNS?':
      return reportDns();
    case '+CIPDOMAIN=':
      return lookUpName(args);
    case '+CIPSNTPCFG=':
      return setClock(args);
    case '+CIPSNTPCFG?':
      return reportClock();
    case '+CIPSNTPTIME?':
      return reportTime();
    case '+CIPSERVERMAXCONN=':
      return setMaxClients(args);
    case '+CIPSERVERMAXCONN?':
      return answer(`+CIPSERVERMAXCONN:${at.maxClients}`);
    case '+CIPRECVMODE=':
      return setPassive(args);
    case '+CIPRECVMODE?':
      return answer(`+CIPRECVMODE:${at.isPassive ? 1 : 0}`);
    case '+CIPRECVDATA=':
      return logReceived(args);
    case '+CIPRECVLEN?':
      return reportLengths();
    case '+CIPSTAMAC?':
    case '+CIPAPMAC?':
      return reportMac(key.substring(1, key.length - 1));
    case '+CIPSSLSIZE=':
      return true;
  }
  return false;
}

function setStore(args: string[]): Outcome {
  const value = integer(args[0], 0, 1);
  if (value < 0 || !speaksV2()) return false;
  at.keeps = value === 1;
  return true;
}
