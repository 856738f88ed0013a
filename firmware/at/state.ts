/** The console as it stands, and what it works with. */
import type { DgramPort, NetPort, RadioPort, SocketPort, TimersPort } from '../ports.ts';
import type { Dialect } from './replies.ts';

/**
 * `idle`: waits for a command. `busy`: one works. `data`: waits for the bytes of CIPSEND. `sending`: they are on their way.
 * `raw`: transparent, all bytes belong to the connection.
 */
export type Phase = 'idle' | 'busy' | 'data' | 'sending' | 'raw';

/** What outlasts a power cut. */
export interface PersistedState {
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
  /** AT+CWAUTOCONN=0: the network is not joined by itself. */
  isManual?: boolean;
  /** Address, gateway and mask of the station; without them it asks for an address. */
  ip?: string[] | null;
  /** The same of the access point. */
  apIp?: string[] | null;
  /** Name servers; without them those of the network. */
  dns?: string[];
  /** AT+SAVETRANSLINK: what AT+CIPSTART takes. */
  transparent?: string[];
}

/** What the console does beyond its own state. */
export interface AtPorts {
  /** Sends to the client at the console. */
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
  /** Whether there is memory for another connection, and for `bytes` on their way. */
  hasRoom(bytes?: number): boolean;
  /** What is kept over a power cut. */
  load(): PersistedState;
  /** Changes what is kept; null forgets it all. */
  save(changes: Partial<PersistedState> | null): void;
  /** Sets the serial line; the numbers are those of AT+UART. */
  setLine(baud: number, dataBits: number, stopBits: number, parity: number): void;
  /** Gives the line back to the interpreter's own console; false when it has it anyway. */
  giveBack(): boolean;
  /**
   * Calls `change`, which takes the station's network away, or else the access point. Over a network whoever types hears first
   * what was said, and when no way to the board stays, his connection is closed.
   */
  part(isStation: boolean, change: () => void): void;
  /** Switches the chip off for `ms`; it starts anew afterwards. */
  sleep(ms: number): void;
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
  /** TCP port of the console; 0: it is on the serial line. */
  ownPort: number;
  /** Bytes that the interpreter hands over at once. */
  chunkBytes: number;
  /** The chip takes addresses and name servers; on an ESP32 the interpreter cannot set them. */
  takesAddresses: boolean;
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
  /** AT+CIPRECVMODE: what is received waits until it is asked for. */
  isPassive: false,
  /** A link was there since power-on: AT+CIPSTATUS distinguishes "no link yet" from "no link any more". */
  hadLink: false,
  /** AT+CIPSERVERMAXCONN. */
  maxClients: 5,
  /** The link of AT+SAVETRANSLINK is opened, and opened again, until `+++`. */
  isTransparent: false,
};

/** In force now, from `resetState` on. */
export let persisted: PersistedState;

export let ports: AtPorts;
export let options: AtOptions;

/** Hands over what the console works with. */
export function equip(atPorts: AtPorts, atOptions: AtOptions): void {
  ports = atPorts;
  options = atOptions;
}

/** Does nothing, where the interpreter requires a callback. */
export function ignore(): void {}

/** Keeps over a power cut what the command that works changes. */
export function persist(changes: Partial<PersistedState>): void {
  if (at.keeps && at.suffix !== '_CUR') ports.save(changes);
}

/** As after power-on. */
export function resetState(): void {
  persisted = ports.load();
  at.phase = 'idle';
  at.hasEcho = true;
  at.isMux = at.isRaw = at.hasInfo = at.isPassive = at.isTransparent = false;
  at.idleS = 180;
  at.maxClients = 5;
}
