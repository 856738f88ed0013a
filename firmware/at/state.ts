/** The console as it stands, and what it works with. */
import type { DgramPort, NetPort, RadioPort, SocketPort, TimersPort } from '../ports.ts';
import type { Dialect } from './replies.ts';

/**
 * `idle`: waits for a command. `busy`: one works. `data`: waits for the bytes of CIPSEND. `sending`: they are on their way.
 * `raw`: transparent, all bytes belong to the connection.
 */
export type Phase = 'idle' | 'busy' | 'data' | 'sending' | 'raw';

/** What outlasts a power cut. */
export interface KeptState {
  /** As AT+CWMODE counts: 1 station, 2 access point, 3 both, 0 off (2.x only). */
  mode: number;
  /** Network to join; '' for none. */
  ssid: string;
  password: string;
  apSsid: string;
  apPassword: string;
  apChannel: number;
  /** Speed, data bits, stop bits, parity and flow control of the serial line, as AT+UART takes them. */
  line: string;
}

/** What the console does beyond its own state. */
export interface AtPorts {
  /** Sends to whoever types. */
  write(bytes: string): void;
  net: NetPort;
  dgram: DgramPort;
  wifi: RadioPort;
  timers: TimersPort;
  /** Starts to join; the outcome comes through `onStation`. */
  join(ssid: string, password: string): void;
  leave(): void;
  /** Opens the access point of `kept`, or closes it. */
  setAp(isOn: boolean): void;
  /** Writes; false when the socket is closed or memory is short. */
  send(socket: SocketPort, bytes: string): boolean;
  /** Whether there is memory for another connection. */
  hasRoom(): boolean;
  /** What is kept over a power cut. */
  load(): KeptState;
  /** Changes what is kept; null forgets it all. */
  save(changes: Partial<KeptState> | null): void;
  /** Sets the serial line; the numbers are those of AT+UART. */
  setLine(baud: number, dataBits: number, stopBits: number, parity: number): void;
  /** Gives the line back to the interpreter's own console; false when it has it anyway. */
  giveBack(): boolean;
}

/** How the console was set up. */
export interface AtOptions {
  dialect: Dialect;
  /** Bytes of one CIPSEND or of a transparent packet that are gathered before they leave. */
  holdBytes: number;
  /** Version of the firmware. */
  version: string;
  /** The interpreter's version. */
  sdk: string;
  /** The chip can be station and access point at once. */
  hasStationAndAp: boolean;
}

/** What AT+RST sets back is set by `resetState`. */
export const at = {
  phase: 'idle' as Phase,
  hasEcho: true,
  /** AT+CIPMUX. */
  isMux: false,
  /** AT+CIPMODE. */
  isRaw: false,
  /** AT+CIPDINFO. */
  hasInfo: false,
  /** AT+CIPSTO, seconds. */
  idleS: 180,
  /** The station has an address. */
  isJoined: false,
  /** `_CUR` or `_DEF` of the command that works. */
  suffix: '',
  /** What a command changes is kept over a power cut. */
  keeps: true,
  /** How the serial line is set, as in `KeptState`. */
  line: '115200,8,1,0,0',
};

/** In force now, from `resetState` on. */
export let kept: KeptState;

export let ports: AtPorts;
export let options: AtOptions;

/** Hands over what the console works with. */
export function equip(atPorts: AtPorts, atOptions: AtOptions): void {
  ports = atPorts;
  options = atOptions;
}

/** As after power-on. */
export function resetState(): void {
  kept = ports.load();
  at.phase = 'idle';
  at.hasEcho = true;
  at.isMux = at.isRaw = at.hasInfo = false;
  at.idleS = 180;
}
