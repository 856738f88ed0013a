/** The radio around a virtual board: networks that can be joined, and what goes wrong with them. */
export interface RadioNetwork {
  readonly ssid: string;
  /** Empty: open. */
  readonly password: string;
  readonly channel: number;
  readonly rssiDbm: number;
  readonly bssid: string;
  /** false: the join succeeds and no address ever comes. */
  readonly hasDhcp: boolean;
}

/** Why a join failed; each chip has its own words for it. */
export type JoinFailure = 'no-network' | 'wrong-password' | 'no-address';

export interface JoinResult {
  readonly network: RadioNetwork;
  readonly ip: string;
  readonly netmask: string;
  readonly gateway: string;
  readonly mac: string;
}

/** Faults of a peer that talks to a port of the board, or listens on a port that the board connects to. */
export type PeerFault =
  /** Connections end with a reset, in either direction. */
  | { readonly kind: 'refused' }
  /** Gone without a word: nothing arrives and nothing is acknowledged any more. */
  | { readonly kind: 'half-open' }
  /** Takes at most this much of what the board sends. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number };

export interface RadioEnvironment {
  /** Networks that are in reach now. */
  scan(): readonly RadioNetwork[];
  /** Milliseconds that scanning, joining and getting an address take here. */
  readonly timing: { readonly scanMs: number; readonly joinMs: number; readonly addressMs: number };
  join(ssid: string, password: string): { readonly failure: JoinFailure } | JoinResult;
  /** Reports when a network disappears (`lost`) or returns (`found`); returns an unsubscribe function. */
  onChange(listener: (event: { readonly kind: 'lost' | 'found'; readonly ssid: string }) => void): () => void;
  /** What is wrong with the peers of `port` now; an environment without this has healthy peers. */
  peerFault?(port: number): PeerFault | undefined;
}
