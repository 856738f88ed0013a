/** A radio environment under script control: networks that can be switched, re-keyed and left without DHCP, and faulty peers. */
import { ToolError } from '../../errors.ts';
import type { PeerFault, RadioEnvironment, RadioNetwork } from './radio-environment.ts';

/** A network as a script names it; what is left out gets a sensible value. */
export interface ScriptNetwork {
  readonly ssid: string;
  /** Default: open. */
  readonly password?: string;
  /** Default 6. */
  readonly channel?: number;
  /** Default -50. */
  readonly rssiDbm?: number;
  readonly bssid?: string;
  /** Default true. */
  readonly hasDhcp?: boolean;
}

export interface ScriptedEnvironmentOptions {
  readonly networks: readonly ScriptNetwork[];
  readonly timing?: Partial<RadioEnvironment['timing']>;
}

export interface ScriptedEnvironment extends RadioEnvironment {
  /** The access point goes away: who has joined it loses it. */
  accessPointDown(ssid: string): void;
  accessPointUp(ssid: string): void;
  /** Counts from the next join on. */
  setPassword(ssid: string, password: string): void;
  setDhcp(ssid: string, hasDhcp: boolean): void;
  /** `undefined`: the peers of this port are healthy again. */
  setPeerFault(port: number, fault: PeerFault | undefined): void;
}

const TIMING: RadioEnvironment['timing'] = { scanMs: 120, joinMs: 80, addressMs: 40 };
const STATION_MAC = '5c:cf:7f:0a:0b:0c';

interface Entry {
  network: RadioNetwork;
  isBroadcasting: boolean;
  readonly subnet: string;
}

function entryOf(network: ScriptNetwork, index: number): Entry {
  return {
    isBroadcasting: true,
    subnet: `192.168.${index + 1}`,
    network: {
      ssid: network.ssid,
      password: network.password ?? '',
      channel: network.channel ?? 6,
      rssiDbm: network.rssiDbm ?? -50,
      bssid: network.bssid ?? `02:00:00:00:00:${(index + 1).toString(16).padStart(2, '0')}`,
      hasDhcp: network.hasDhcp ?? true,
    },
  };
}

/** A radio environment with all its networks up. The script's own mistakes throw RADIO_NETWORK. */
export function scriptedEnvironment(options: ScriptedEnvironmentOptions): ScriptedEnvironment {
  const entries = options.networks.map(entryOf);
  const listeners = new Set<Parameters<RadioEnvironment['onChange']>[0]>();
  const faults = new Map<number, PeerFault>();

  const find = (ssid: string): Entry => {
    const entry = entries.find(({ network }) => network.ssid === ssid);
    if (entry) return entry;
    const known = entries.map(({ network }) => network.ssid).join(', ');
    throw new ToolError('RADIO_NETWORK', `radio: there is no network "${ssid}".`, {
      help: `Use one of: ${known || 'none'}.`,
    });
  };
  const edit = (ssid: string, change: Partial<RadioNetwork>): void => {
    const entry = find(ssid);
    entry.network = { ...entry.network, ...change };
  };
  const turn = (ssid: string, isBroadcasting: boolean): void => {
    const entry = find(ssid);
    if (entry.isBroadcasting === isBroadcasting) return;
    entry.isBroadcasting = isBroadcasting;
    for (const listener of [...listeners]) listener({ kind: isBroadcasting ? 'found' : 'lost', ssid });
  };

  return {
    timing: { ...TIMING, ...options.timing },
    scan: () => entries.filter(({ isBroadcasting }) => isBroadcasting).map(({ network }) => network),
    join(ssid, password) {
      const entry = entries.find(({ network, isBroadcasting }) => isBroadcasting && network.ssid === ssid);
      if (!entry) return { failure: 'no-network' };
      const { network, subnet } = entry;
      if (network.password !== '' && network.password !== password) return { failure: 'wrong-password' };
      if (!network.hasDhcp) return { failure: 'no-address' };
      return {
        network,
        ip: `${subnet}.50`,
        netmask: '255.255.255.0',
        gateway: `${subnet}.1`,
        mac: STATION_MAC,
      };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    peerFault: (port) => faults.get(port),
    accessPointDown: (ssid) => turn(ssid, false),
    accessPointUp: (ssid) => turn(ssid, true),
    setPassword: (ssid, password) => edit(ssid, { password }),
    setDhcp: (ssid, hasDhcp) => edit(ssid, { hasDhcp }),
    setPeerFault(port, fault) {
      if (fault) faults.set(port, fault);
      else faults.delete(port);
    },
  };
}
