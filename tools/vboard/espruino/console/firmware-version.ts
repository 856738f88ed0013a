/** What a firmware version's console can do and gets wrong. */

/** What the virtual board is unless told otherwise: behaviour was measured on this one. */
export const DEFAULT_VERSION = '2v29.277';

/** Whose radio a board has that names no version: what boards are flashed with. */
const RELEASED_VERSION = '2v29';

/** What `Wifi` of the ESP32 family does differently from build to build (`jswrap_esp32_network.c`). */
export interface RadioManners {
  /** With nothing saved, the chip opens an access point of its own at power-on. */
  readonly hasOwnAp: boolean;
  /** `connect` while joined leaves and joins anew, a failure is tried again and told to the callback. */
  readonly connectsAnew: boolean;
}

export interface PacketManners {
  readonly hasPackets: boolean;
  /** An incomplete packet is refused after so long. */
  readonly timeoutMs: number;
  /** A write that failed is refused; otherwise it is acknowledged all the same. */
  readonly refusesFailedWrites: boolean;
  /** `c:1` unpacks; otherwise the packed bytes are stored. */
  readonly unpacks: boolean;
}

/** Release and number of builds since: `2v29.277` is 229277. */
function ordinal(version: string): number {
  const [, major = '0', minor = '0', builds = '0'] = /^(\d+)v(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return (Number(major) * 100 + Number(minor)) * 1000 + Number(builds);
}

/** `version`: e.g. `2v29` or `2v29.277`. */
export function packetQuirks(version: string): PacketManners {
  const at = ordinal(version);
  const from = (release: string): boolean => at >= ordinal(release);
  return {
    hasPackets: from('2v25'),
    timeoutMs: from('2v26') ? 5000 : 1000,
    refusesFailedWrites: !from('2v29'),
    unpacks: from('2v29.1'),
  };
}

/** `version`: e.g. `2v29` or `2v29.277`; default: the released one. */
export function radioQuirks(version: string = RELEASED_VERSION): RadioManners {
  const at = ordinal(version);
  return { hasOwnAp: at < ordinal('2v29.271'), connectsAnew: at >= ordinal('2v29.276') };
}
