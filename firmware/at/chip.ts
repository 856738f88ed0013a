/** Commands about the chip itself: its clock, its sleep, its name, and what it does by itself after power-on. */
import { answer, finish, type Outcome } from './output.ts';
import { integer } from './parser.ts';
import { OK, speaksV2 } from './replies.ts';
import { options, persisted, ports } from './state.ts';

/** What the interpreter takes: microseconds in 31 bits. */
const MAX_SLEEP_MS = 2147483;
/** Of a host. */
const MAX_NAME_BYTES = 32;
const MIN_ZONE = -11;
const MAX_ZONE = 13;
const HOUR_MS = 3600000;
/** Asked for the time unless another one is named. */
const SERVER = 'pool.ntp.org';

interface Clock {
  isOn: boolean;
  zone: number;
  server: string;
}

/** AT+CIPSNTPCFG; null until the first one. */
let clock: Clock | null = null;

/** AT+CIPSNTPCFG=...: the first of up to three servers is asked; the interpreter takes no more. */
export function setClock(args: string[]): Outcome {
  const isOn = integer(args[0], 0, 1);
  if (isOn < 0) return false;
  if (isOn === 0) {
    if (clock) clock.isOn = false;
    return true;
  }
  const text = args[1] || '0';
  const isWest = text.charAt(0) === '-';
  const hours = integer(isWest ? text.substr(1) : text, 0, isWest ? -MIN_ZONE : MAX_ZONE);
  const running = clock ? clock.server : '';
  const server = args[2] || running || SERVER;
  if (hours < 0 || server.length > 63) return false;
  if (running !== server) {
    // An ESP32 stops when its client is set up twice.
    if (running && !options.takesAddresses) return false;
    // UTC on both chips; the zone is added when the time is told.
    if (options.takesAddresses) ports.wifi.setSNTP(server, 0);
    else ports.wifi.setSNTP(server, 'UTC0');
  }
  clock = { isOn: true, zone: isWest ? -hours : hours, server };
  return true;
}

/** AT+CIPSNTPCFG? */
export function reportClock(): Outcome {
  return answer(`+CIPSNTPCFG:${clock?.isOn ? `1,${clock.zone},"${clock.server}"` : '0'}`);
}

/** AT+CIPSNTPTIME?: as C's `asctime` writes it; until a server has answered, the time since power-on in 1970. */
export function reportTime(): Outcome {
  const parts = new Date(Date.now() + (clock ? clock.zone : 0) * HOUR_MS).toString().split(' ');
  const [weekday, month, day = '', year, time] = parts;
  return answer(`+CIPSNTPTIME:${weekday} ${month} ${day.length < 2 ? '0' : ''}${day} ${time} ${year}`);
}

/** AT+SLEEP=...: 0 none, 2 modem; the interpreter has no light sleep. */
export function setSleep(args: string[]): Outcome {
  const kind = integer(args[0], 0, 2);
  if (kind < 0 || kind === 1) return false;
  ports.wifi.setConfig({ powersave: kind === 0 ? 'none' : options.takesAddresses ? 'ps-poll' : 'min' });
  return true;
}

/** AT+SLEEP? */
export function reportSleep(): Outcome {
  return answer(`+SLEEP:${ports.wifi.getStatus().powersave === 'none' ? 0 : 2}`);
}

/** AT+GSLP=...: the chip wakes by itself if its wake-up pin is wired to reset. */
export function sleep(args: string[]): Outcome {
  const ms = integer(args[0], 1, MAX_SLEEP_MS);
  if (ms < 0) return false;
  answer(String(ms));
  finish(OK);
  ports.part(true, () => ports.sleep(ms));
  return null;
}

/** AT+CWHOSTNAME=... */
export function setHostname(args: string[]): Outcome {
  const name = args[0];
  if (!name) return false;
  ports.wifi.setHostname(name.substr(0, MAX_NAME_BYTES));
  return true;
}

/** AT+CWAUTOCONN=...: kept in any case, as it is about power-on. */
export function setAutomatic(args: string[]): Outcome {
  const isOn = integer(args[0], 0, 1);
  if (isOn < 0) return false;
  persisted.isManual = isOn === 0;
  ports.save({ isManual: isOn === 0 });
  return true;
}

/** AT+CWAUTOCONN? (2.x). */
export function reportAutomatic(): Outcome {
  return speaksV2() && answer(`+CWAUTOCONN:${persisted.isManual ? 0 : 1}`);
}
