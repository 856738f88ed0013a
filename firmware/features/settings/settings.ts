/**
 * Settings from the Storage file `tinwire.json`, never from the image. A fault leaves that setting at its default and is
 * said in one line; the board starts all the same.
 */
import type { StorePort } from '../../ports.ts';
import type { SoftApOptions } from '../../wifi/soft-ap.ts';
import type { Network } from '../../wifi/station.ts';

export const SETTINGS_FILE = 'tinwire.json';
/**
 * A longer file is not read at all: 3 kB of it took more of 1,600 variables than an image leaves. Eight networks with the
 * longest names and passwords and every other setting fit.
 */
export const MAX_SETTINGS_BYTES = 2048;
/** Networks that are kept; each takes about ten variables for as long as the board runs. */
export const MAX_NETWORKS = 8;

/**
 * `echo`: bytes come back as they come. `line`: whole lines come back. `respond`: each block is answered with a fixed text.
 * `chat`: each line goes to everybody else.
 */
export type ServerMode = 'echo' | 'line' | 'respond' | 'chat';

/** What a user can set; `docs/settings.md` describes each. */
export interface Settings {
  networks: Network[];
  ap: SoftApOptions | null;
  /** Opens the access point once no network could be joined. */
  fallbackAp: boolean;
  hostname: string;
  tcpPort: number;
  /** 0: never. */
  idleMs: number;
  /** What the server does with what clients send. */
  mode: ServerMode;
  /** Sent to each client that comes; '' for nothing. */
  greeting: string;
  udpPort: number;
  /** Server that the board connects to; '' for none. */
  host: string;
  hostPort: number;
}

export type Json = Record<string, unknown>;

let log: (line: string) => void;

/** The file's content; `report` gets one line for each fault, now and in what is read from it. */
export function readRoot(store: StorePort, report: (line: string) => void): Json {
  log = report;
  const text = store.read(SETTINGS_FILE);
  let all: unknown = {};
  if (text && text.length > MAX_SETTINGS_BYTES)
    log(`${SETTINGS_FILE}: ${text.length} bytes, the limit is ${MAX_SETTINGS_BYTES}, using defaults`);
  else {
    try {
      if (text) all = JSON.parse(text);
    } catch (_syntax) {
      log(`${SETTINGS_FILE}: is not valid JSON, using defaults`);
    }
  }
  return section({ all }, 'all', '');
}

/** Reads the settings; `report` gets one line for each fault. */
export function readSettings(store: StorePort, report: (line: string) => void): Settings {
  return settingsOf(readRoot(store, report), 5001);
}

/** The settings in a root that was read; `tcpPort` is the server's where none is set. */
export function settingsOf(root: Json, tcpPort: number): Settings {
  const wifi = section(root, 'wifi', 'wifi');
  const tcp = section(root, 'tcp', 'tcp');
  const udp = section(root, 'udp', 'udp');
  const client = section(root, 'client', 'client');
  const mode = wifi.mode === undefined ? 'station' : wifi.mode;
  if (mode !== 'station' && mode !== 'ap' && mode !== 'both')
    fault('wifi.mode', mode, '"station", "ap" or "both"');
  const fallbackAp = flag(wifi.fallbackAp, 'wifi.fallbackAp');
  const ap = readAp(wifi);
  checkConsole(root);
  return {
    networks: mode === 'ap' ? [] : readNetworks(wifi.networks),
    ap: mode === 'ap' || mode === 'both' || fallbackAp ? ap : null,
    fallbackAp: mode !== 'ap' && mode !== 'both' && fallbackAp,
    hostname: text32(wifi.hostname, 'wifi.hostname'),
    tcpPort: whole(tcp.port, 'tcp.port', tcpPort, 1, 65535),
    idleMs: whole(tcp.idleMs, 'tcp.idleMs', 0, 0, 86400000),
    mode: serverMode(tcp.mode),
    greeting: text32(tcp.greeting, 'tcp.greeting'),
    udpPort: whole(udp.port, 'udp.port', 9000, 1, 65535),
    host: text32(client.host, 'client.host'),
    hostPort: whole(client.port, 'client.port', 5001, 1, 65535),
  };
}

/** The boot code reads these; what is wrong with them is said here. */
function checkConsole(root: Json): void {
  flag(root.telnet, 'telnet');
  const password = section(root, 'console', 'console').password;
  const isFit = typeof password === 'string' && password.length > 7 && password.length < 21;
  if (password !== undefined && !isFit)
    fault('console.password', password, 'a quoted string of 8 to 20 characters');
}

function serverMode(value: unknown): ServerMode {
  if (value === 'line' || value === 'respond' || value === 'chat') return value;
  if (value !== undefined && value !== 'echo')
    fault('tcp.mode', value, '"echo", "line", "respond" or "chat"');
  return 'echo';
}

/** The object under `key`; without one, an empty object. `path` is its name in what is said of faults. */
export function section(parent: Json, key: string, path: string): Json {
  const value = parent[key];
  if (value === undefined) return {};
  if (value && typeof value === 'object' && !Array.isArray(value)) return value as Json;
  fault(path || 'the file', value, 'an object');
  return {};
}

/** The networks of `wifi.networks` that can be used. */
export function readNetworks(list: unknown): Network[] {
  const networks: Network[] = [];
  if (list === undefined) return networks;
  if (!Array.isArray(list)) fault('wifi.networks', list, 'a list');
  else {
    if (list.length > MAX_NETWORKS)
      log(`${SETTINGS_FILE}: wifi.networks has ${list.length} networks, the first ${MAX_NETWORKS} are used`);
    for (let index = 0; index < list.length && index < MAX_NETWORKS; index++) {
      const path = `wifi.networks[${index}]`;
      const entry = section({ entry: list[index] }, 'entry', path);
      const ssid = entry.ssid;
      const password = entry.password;
      if (typeof ssid !== 'string' || ssid === '' || ssid.length > 31)
        fault(`${path}.ssid`, ssid, 'a string of 1 to 31 bytes');
      else if (isPassword(password)) networks.push({ ssid, password });
      else
        fault(
          `${path}.password`,
          password,
          'a quoted string of 8 to 63 characters, or "" for an open network',
        );
    }
  }
  return networks;
}

/** The access point of `wifi.ap`. */
export function readAp(wifi: Json): SoftApOptions {
  const ap = section(wifi, 'ap', 'wifi.ap');
  const options = { ssid: 'tinwire', password: '', channel: whole(ap.channel, 'wifi.ap.channel', 1, 1, 13) };
  const ssid = ap.ssid;
  if (ssid !== undefined) {
    if (typeof ssid === 'string' && ssid !== '' && ssid.length < 32) options.ssid = ssid;
    else fault('wifi.ap.ssid', ssid, 'a string of 1 to 31 bytes');
  }
  const password = ap.password;
  if (password !== undefined) {
    if (isPassword(password)) options.password = password;
    else
      fault('wifi.ap.password', password, 'a quoted string of 8 to 63 characters, or "" for an open network');
  }
  return options;
}

function isPassword(value: unknown): value is string {
  return typeof value === 'string' && (value === '' || (value.length > 7 && value.length < 64));
}

/** A whole number in bounds, or `standard`. */
export function whole(value: unknown, path: string, standard: number, min: number, max: number): number {
  if (value === undefined) return standard;
  if (typeof value === 'number' && value >= min && value <= max && Math.floor(value) === value) return value;
  fault(path, value, `a whole number from ${min} to ${max}`);
  return standard;
}

/** A text of at most 32 bytes; missing is ''. */
export function text32(value: unknown, path: string): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && value.length < 33) return value;
  fault(path, value, 'a string of at most 32 bytes');
  return '';
}

/** A password is never shown, and neither is a value that may hold one: then only what kind of value it is. */
export function fault(path: string, value: unknown, expected: string): void {
  const kind = typeof value;
  const isOpen =
    path.indexOf('password') < 0 && (kind === 'number' || kind === 'boolean' || path.indexOf('ssid') > 0);
  const shown =
    value === undefined
      ? 'missing'
      : isOpen
        ? JSON.stringify(value)
        : kind === 'string'
          ? 'a string that does not fit'
          : Array.isArray(value)
            ? 'a list'
            : kind === 'object'
              ? 'an object'
              : `a ${kind}`;
  log(`${SETTINGS_FILE}: ${path} is ${shown}, use ${expected}`);
}

/** `true` or `false`; missing is false. */
export function flag(value: unknown, path: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') fault(path, value, 'true or false');
  return value === true;
}

/** A choice that only some boards have, e.g. `tcp.peerAddress`; its faults are told. */
export function choice(root: Json, of: string, name: string): boolean {
  return flag(section(root, of, of)[name], `${of}.${name}`);
}
