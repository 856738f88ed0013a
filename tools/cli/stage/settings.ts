/** The settings that a virtual board finds in its Storage, as a person would have put them on a real one. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ToolError } from '../../errors.ts';

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

/** Joined when nobody names another: a name on no real air. */
const SIMULATED_NETWORK: SettingsNetwork = { ssid: 'tinwire', password: 'only-simulated' };

/** `tinwire.local.json` with what it leaves out filled in; throws `SETTINGS_BAD` with the path of the fault. */
export function localSettings(root: string): Settings {
  const given = readSettings(path.join(root, LOCAL_SETTINGS_FILE));
  const wifi = section(given, 'wifi');
  const networks = wifi.networks === undefined ? [SIMULATED_NETWORK] : networksOf(wifi.networks);
  return {
    ...given,
    wifi: { ...wifi, networks },
    tcp: { ...section(given, 'tcp'), port: portOf(given, 'tcp') },
    udp: { ...section(given, 'udp'), port: portOf(given, 'udp') },
  };
}

function readSettings(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (cause) {
    throw new ToolError(
      'SETTINGS_BAD',
      `${LOCAL_SETTINGS_FILE}: is not JSON (${(cause as Error).message}).`,
      {
        help: 'See docs/settings.md for an example.',
        cause,
      },
    );
  }
  throw bad('', 'is not an object', 'See docs/settings.md for an example.');
}

function section(settings: Record<string, unknown>, name: 'wifi' | 'tcp' | 'udp'): Record<string, unknown> {
  const value = settings[name] ?? {};
  if (!isRecord(value)) throw bad(`/${name}`, 'is not an object', 'Write { } around its fields.');
  return value;
}

function networksOf(value: unknown): SettingsNetwork[] {
  if (!Array.isArray(value)) throw bad('/wifi/networks', 'is not a list', 'Write [ ] around the networks.');
  return value.map((network: unknown, index) => {
    const place = `/wifi/networks/${index}`;
    if (!isRecord(network))
      throw bad(place, 'is not an object', 'Write { "ssid": "...", "password": "..." }.');
    const { ssid, password = '' } = network;
    if (typeof ssid !== 'string')
      throw bad(`${place}/ssid`, `${JSON.stringify(ssid)} is no text`, 'Put it in quotes.');
    if (typeof password !== 'string') {
      throw bad(`${place}/password`, 'is no text', 'Put it in quotes, even when it is a number.');
    }
    return { ...network, ssid, password };
  });
}

function portOf(settings: Record<string, unknown>, protocol: 'tcp' | 'udp'): number {
  const { port = DEFAULT_PORTS[protocol] } = section(settings, protocol);
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) {
    throw bad(`/${protocol}/port`, `${JSON.stringify(port)} is not a port`, 'Use a number from 1 to 65535.');
  }
  return port;
}

function bad(place: string, what: string, help: string): ToolError {
  return new ToolError(
    'SETTINGS_BAD',
    `${[LOCAL_SETTINGS_FILE, place].filter(Boolean).join(' ')}: ${what}.`,
    {
      help,
    },
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
