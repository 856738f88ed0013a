/** The settings that a virtual board finds in its Storage, as a person would have put them on a real one. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ToolError } from '../errors.ts';
import { checkSettingsSize, SETTINGS_FILE } from '../image/settings-files.ts';
import { refuseEndless } from '../regular-file.ts';
import { checkedSettings } from '../settings/check.ts';

/** Git-ignored, at the project's root. */
export const LOCAL_SETTINGS_FILE = 'tinwire.local.json';
/** Where the firmware listens unless settings say otherwise. */
export const DEFAULT_PORTS = { tcp: 5001, udp: 9000 } as const;

/** A network that a board joins. */
export interface SettingsNetwork {
  readonly ssid: string;
  readonly password: string;
}

/** What the tools read of the settings; everything else goes to the board as it is. */
export interface Settings {
  readonly wifi: { readonly networks: readonly SettingsNetwork[] };
  readonly tcp: { readonly port: number; readonly mode?: unknown };
  readonly udp: { readonly port: number };
  /** Asks for the AT console in place of the services. */
  readonly at?: unknown;
  readonly telnet?: unknown;
}

/** The default network: a name that no real network has. */
const SIMULATED_NETWORK: SettingsNetwork = { ssid: 'tinwire', password: 'only-simulated' };

/**
 * `tinwire.local.json` with what it leaves out filled in.
 * @throws ToolError SETTINGS_BAD with the paths of its faults, SETTINGS_UNREADABLE.
 */
export function localSettings(root: string): Settings {
  // Checked, so that what is there has its type.
  const given = (readSettings(path.join(root, LOCAL_SETTINGS_FILE), LOCAL_SETTINGS_FILE) ?? {}) as {
    wifi?: Partial<Settings['wifi']>;
    tcp?: Partial<Settings['tcp']>;
    udp?: Partial<Settings['udp']>;
  };
  const settings = {
    ...given,
    wifi: { networks: [SIMULATED_NETWORK], ...given.wifi },
    tcp: { port: DEFAULT_PORTS.tcp, ...given.tcp },
    udp: { port: DEFAULT_PORTS.udp, ...given.udp },
  };
  const data = new TextEncoder().encode(JSON.stringify(settings));
  checkSettingsSize({ name: SETTINGS_FILE, data }, LOCAL_SETTINGS_FILE);
  return settings;
}

/**
 * A settings file as it was written, checked; `null`: it is not there. `name` is how the user knows it.
 * @throws ToolError SETTINGS_BAD, SETTINGS_UNREADABLE.
 */
export function readSettings(file: string, name: string): Record<string, unknown> | null {
  let bytes: Uint8Array;
  try {
    refuseEndless(file);
    bytes = new Uint8Array(readFileSync(file));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    const reason = code === 'EACCES' ? 'permission denied' : code === 'EISDIR' ? 'is a folder' : message;
    throw new ToolError('SETTINGS_UNREADABLE', `${name}: ${reason}.`, {
      help: 'Use a JSON file as shown in docs/settings.md.',
      cause,
    });
  }
  return checkedSettings(bytes, name);
}
