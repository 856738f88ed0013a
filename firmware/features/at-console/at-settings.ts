/** What the AT console is told by `tinwire.json`, and what its own commands keep in `at.json`. */
import type { Dialect } from '../../at/replies.ts';
import type { PersistedState } from '../../at/state.ts';
import type { SavePort, StorePort } from '../../ports.ts';
import { fault, flag, readAp, readNetworks, readRoot, section, whole } from '../settings/settings.ts';

/** Keeps what AT commands change. */
export const AT_FILE = 'at.json';
/** What commands keep is never longer; another file of this name is not read. */
const MAX_AT_BYTES = 1024;
const SECTION = 'at';

/** How the AT console is reached. */
export interface AtSettings {
  /** TCP port; 0: the board's serial line. */
  port: number;
  dialect: Dialect;
  /** In force until a command changes it. */
  persisted: PersistedState;
}

/** Reads the settings; null when none ask for the console, and it does not come by itself (`isStandard`). */
export function readAtSettings(
  store: StorePort,
  report: (line: string) => void,
  isStandard: boolean,
): AtSettings | null {
  const root = readRoot(store, report);
  if (root[SECTION] === undefined && !isStandard) return null;
  const at = section(root, SECTION, SECTION);
  const dialect = at.dialect;
  if (dialect !== undefined && dialect !== 'nonos' && dialect !== 'v2') {
    fault('at.dialect', dialect, '"nonos" or "v2"');
  }
  const port = whole(at.port, 'at.port', 0, 1, 65535);
  if (flag(at.serial, 'at.serial') && port) fault('at.serial', true, 'either it or at.port');
  const wifi = section(root, 'wifi', 'wifi');
  const { ssid: apSsid, password: apPassword, channel: apChannel } = readAp(wifi);
  const network = readNetworks(wifi.networks)[0] || { ssid: '', password: '' };
  const { ssid, password } = network;
  const mode = wifi.mode === 'both' ? 3 : wifi.mode === 'ap' ? 2 : 1;
  return {
    port,
    dialect: dialect === 'v2' ? 'v2' : 'nonos',
    persisted: { mode, ssid, password, apSsid, apPassword, apChannel, line: '115200,8,1,0,0' },
  };
}

/** What is in force after power-on: the settings, with what commands have kept over them. */
export function loadPersisted(store: StorePort, standard: PersistedState): PersistedState {
  return Object.assign(Object.assign({}, standard), readPersisted(store));
}

/** Adds to what is kept; null forgets it. */
export function savePersisted(store: StorePort & SavePort, changes: Partial<PersistedState> | null): void {
  if (changes) store.write(AT_FILE, JSON.stringify(Object.assign(readPersisted(store), changes)));
  else store.erase(AT_FILE);
}

function readPersisted(store: StorePort): Partial<PersistedState> {
  const text = store.read(AT_FILE);
  try {
    if (text && text.length <= MAX_AT_BYTES) return JSON.parse(text) as Partial<PersistedState>;
  } catch (_cut) {
    // A file that a power cut left half written counts as none.
  }
  return {};
}
