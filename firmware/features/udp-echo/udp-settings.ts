/** What UDP is told by `tinwire.json`, beside the port: section `udp`. */
import type { StorePort } from '../../ports.ts';
import { fault, readRoot, section, whole } from '../settings/settings.ts';

/** `echo`: datagrams come back as they come. `silent`: nothing comes back but the answer to computers that look for boards. */
export type UdpMode = 'echo' | 'silent';

/** What a user can set of UDP; `docs/settings.md` describes each. */
export interface UdpSettings {
  mode: UdpMode;
  /** 0: never. */
  beaconMs: number;
}

/** Reads the section; `mode` is the default. `report` gets one line for each fault that `readSettings` does not tell. */
export function readUdpSettings(
  store: StorePort,
  report: (line: string) => void,
  mode: UdpMode,
): UdpSettings {
  let isRead = false;
  const root = readRoot(store, (line) => {
    if (isRead) report(line);
  });
  const udp = section(root, 'udp', 'udp');
  const wanted = udp.mode;
  isRead = true;
  const isKnown = wanted === 'echo' || wanted === 'silent';
  if (wanted !== undefined && !isKnown) fault('udp.mode', wanted, '"echo" or "silent"');
  return {
    mode: isKnown ? wanted : mode,
    beaconMs: udp.beaconMs === 0 ? 0 : whole(udp.beaconMs, 'udp.beaconMs', 0, 1000, 86400000),
  };
}
