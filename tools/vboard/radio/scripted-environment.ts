/** An air that a script rules: networks that can be switched, re-keyed and left without DHCP, and faulty peers. */
import { ToolError } from '../../errors.ts';
import type { Air, AirNetwork, PeerFault } from './radio-environment.ts';

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

export interface ScriptAirOptions {
  readonly networks: readonly ScriptNetwork[];
  readonly timing?: Partial<Air['timing']>;
}

export interface ScriptAir extends Air {
  /** The access point goes away: who has joined it loses it. */
  turnOff(ssid: string): void;
  turnOn(ssid: string): void;
  /** Counts from the next join on. */
  setPassword(ssid: string, password: string): void;
  setDhcp(ssid: string, hasDhcp: boolean): void;
  /** `undefined`: the peers of this port are healthy again. */
  setPeerFault(port: number, fault: PeerFault | undefined): void;
}

const TIMING: Air['timing'] = { scanMs: 120, joinMs: 80, addressMs: 40 };
const STATION_MAC = '5c:cf:7f:0a:0b:0c';

interface Entry {
  network: AirNetwork;
  isOnAir: boolean;
  readonly subnet: string;
}

function entryOf(network: ScriptNetwork, index: number): Entry {
  return {
    isOnAir: true,
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

/** An air with all its networks on. The script's own mistakes throw AIR_NETWORK. */
export function scriptAir(options: ScriptAirOptions): ScriptAir {
  const entries = options.networks.map(entryOf);
  const listeners = new Set<Parameters<Air['onChange']>[0]>();
  const faults = new Map<number, PeerFault>();

  const find = (ssid: string): Entry => {
    const entry = entries.find(({ network }) => network.ssid === ssid);
    if (entry) return entry;
    const known = entries.map(({ network }) => network.ssid).join(', ');
    throw new ToolError('AIR_NETWORK', `air: there is no network "${ssid}".`, {
      help: `Use one of: ${known || 'none'}.`,
    });
  };
  const edit = (ssid: string, change: Partial<AirNetwork>): void => {
    const entry = find(ssid);
    entry.network = { ...entry.network, ...change };
  };
  const turn = (ssid: string, isOnAir: boolean): void => {
    const entry = find(ssid);
    if (entry.isOnAir === isOnAir) return;
    entry.isOnAir = isOnAir;
    for (const listener of [...listeners]) listener({ kind: isOnAir ? 'found' : 'lost', ssid });
  };

  return {
    timing: { ...TIMING, ...options.timing },
    scan: () => entries.filter(({ isOnAir }) => isOnAir).map(({ network }) => network),
    join(ssid, password) {
      const entry = entries.find(({ network, isOnAir }) => isOnAir && network.ssid === ssid);
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
    turnOff: (ssid) => turn(ssid, false),
    turnOn: (ssid) => turn(ssid, true),
    setPassword: (ssid, password) => edit(ssid, { password }),
    setDhcp: (ssid, hasDhcp) => edit(ssid, { hasDhcp }),
    setPeerFault(port, fault) {
      if (fault) faults.set(port, fault);
      else faults.delete(port);
    },
  };
}
