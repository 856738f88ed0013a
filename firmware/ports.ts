/** The interpreter's own objects, narrowed to what the firmware uses of them. Types only. */

/** One TCP connection. `data` events carry byte strings of at most one chunk; `write` takes everything and returns false. */
export interface SocketPort {
  /** Throws once the socket is closed; `drain` follows when all of it has left. */
  write(bytes: string): boolean;
  /** Sends `bytes`, then closes. Harmless when closed. */
  end(bytes?: string): void;
  on(event: 'data', listener: (bytes: string) => void): void;
  on(event: 'drain', listener: () => void): void;
  on(event: 'close', listener: (hadError: boolean) => void): void;
  on(event: 'error', listener: (error: { code: number }) => void): void;
  /** Safe while the event's listeners run. */
  removeListener(event: 'drain', listener: () => void): void;
  removeListener(event: 'data', listener: (bytes: string) => void): void;
  /** 0 for a plain one, see `tcp/peer-address.ts`. */
  type?: number;
  /**
   * The interpreter's own mark of a socket that is closed or closes. A connection that ended before its callback ran has it
   * there already: no event will tell of its end, since nobody listened when it came, and writing throws.
   */
  readonly cls?: boolean;
  /** What was written and has not left. */
  readonly dSnd?: string;
  /** Set by the program: the socket closes in the next turn, whatever waits to be sent. */
  clsNow?: boolean;
}

export interface ServerPort {
  /** Throws when the port is taken. */
  listen(port: number): void;
  close(): void;
  /** What its clients' is to be. */
  type?: number;
}

/** `require('net')`. */
export interface NetPort {
  createServer(onSocket: (this: ServerPort, socket: SocketPort) => void): ServerPort;
  /** ESP32: blocks, and throws when refused. ESP8266: returns at once and closes the socket when refused. */
  connect(options: { host: string; port: number }, onConnect: (socket: SocketPort) => void): SocketPort;
}

/** Where a datagram came from. */
export interface DatagramSource {
  address: string;
  port: number;
  size: number;
}

export interface DatagramSocketPort {
  /** Throws when the port is taken. */
  bind(port: number): void;
  send(bytes: string, port: number, address: string): void;
  close(): void;
  on(event: 'message', listener: (bytes: string, from: DatagramSource) => void): void;
  /** Comes twice on a socket that was bound. */
  on(event: 'close', listener: () => void): void;
}

/** `require('dgram')`. */
export interface DgramPort {
  createSocket(options: { type: 'udp4'; recvBufferSize?: number }): DatagramSocketPort;
}

/** Details of `connected`: the ESP8266 says `mask`, the ESP32 `netmask`. */
export interface AddressEvent {
  ip: string;
}

/** Details of `disconnected`: the ESP32 puts a number into `reason` and the text into `msg`. */
export interface LossEvent {
  reason: string;
  msg?: string;
}

/** The access point that let the station in; the ESP32 says its channel as a text. */
export interface AssociatedEvent {
  mac: string;
  channel: number | string;
}

/** `require('Wifi')`. */
export interface WifiPort {
  /** Without a callback: the chips keep it through `load()`, and the next `connect` damages the memory with it. */
  connect(ssid: string, options: { password?: string; dnsServers?: string[] }): void;
  disconnect(): void;
  /** Without a callback, as `connect`. */
  startAP(ssid: string, options: { password?: string; authMode?: string; channel?: number }): void;
  stopAP(): void;
  save(what: 'clear'): void;
  setHostname(name: string): void;
  getIP(): { ip: string };
  getAPIP(): { ip: string };
  /** `station`: on an ESP8266 what it does, on an ESP32 the last reason; `ssid` on an ESP32 that has joined. */
  getStatus(): { station: string; mode: string; ssid?: string; rssi?: number; powersave?: string };
  /** ESP8266: with the signal of the network that was joined. */
  getDetails(): { ssid?: string; rssi?: number };
  on(event: 'associated', listener: (event: AssociatedEvent) => void): void;
  on(event: 'connected', listener: (event: AddressEvent) => void): void;
  on(event: 'disconnected', listener: (event: LossEvent) => void): void;
}

/** An address as returned by `getIP` and `getAPIP`. */
export interface InterfaceInfo {
  ip: string;
  netmask: string;
  gw: string;
  mac: string;
}

/** A network that a scan found. */
export interface ScannedNetwork {
  ssid: string;
  rssi: number;
  authMode: string;
  mac: string;
  /** The ESP32 says it as a text. */
  channel: number | string;
}

/** `require('Wifi')` with what only the AT console asks for. */
export interface RadioPort extends WifiPort {
  getIP(): InterfaceInfo;
  getAPIP(): InterfaceInfo;
  /** ESP8266 only. The callback is asked for. */
  setIP(address: { ip: string; gw: string; netmask: string }, onResult: () => void): void;
  setAPIP(address: { ip: string; gw: string; netmask: string }, onResult: () => void): void;
  /** The ESP8266 takes the zone as a number of hours, the ESP32 as a text. Throws for the other. */
  setSNTP(server: string, zone: number | string): void;
  /** Throws for a name that the chip does not know. */
  setConfig(settings: { powersave: string }): void;
  getHostname(): string;
  /** Throws while a scan runs. */
  scan(onResult: (networks: ScannedNetwork[]) => void): void;
  /** Only the ESP8266 knows the stations. */
  getAPDetails(): { stations?: { ip: string; mac: string }[] };
  /** null: not found. */
  getHostByName(name: string, onResult: (ip: string | null) => void): void;
  on(event: 'connected', listener: (event: AddressEvent) => void): void;
  on(event: 'disconnected', listener: (event: LossEvent) => void): void;
  on(event: 'associated', listener: (event: AssociatedEvent) => void): void;
  /** A device has joined the access point; it has no address yet. */
  on(event: 'sta_joined', listener: () => void): void;
  /** Five times; `error` or `timeoutCount` show what got no answer. */
  ping(ip: string, onAnswer: (answer: PingAnswer) => void): void;
}

export interface PingAnswer {
  respTime: number;
  error?: number;
  timeoutCount?: number;
}

/** The board's serial line, which is the interpreter's console until a program takes it. */
export interface SerialLinePort {
  /** From now on what arrives goes to `onBytes`, and the interpreter's console is nowhere. */
  take(onBytes: (bytes: string) => void): void;
  write(bytes: string): void;
  /** Once all that was written has left. Stop bits: 1, 2 (one and a half) or 3 (two); parity: 0 none, 1 odd, 2 even. */
  setLine(baud: number, dataBits: number, stopBits: number, parity: number): void;
  /** Gives the line back to the interpreter's console. */
  giveBack(): boolean;
}

/** The chip's own power. */
export interface PowerPort {
  /** Deep sleep for `ms`; the chip starts anew afterwards, if it wakes itself. */
  sleep(ms: number): void;
}

/** One-shot timers and the clock. */
export interface TimersPort {
  /** Calls `fn` once with `values`, `delayMs` from now; returns an id from 1 up. */
  after<A extends unknown[]>(fn: (...values: A) => void, delayMs: number, ...values: A): number;
  /** Throws for anything but an id. */
  cancel(id: number): void;
}

/** Timers beside the time that work takes. */
export interface ClockPort extends TimersPort {
  /** Seconds that only go on, with fractions. */
  seconds(): number;
}

/** The interpreter's variables. */
export interface MemoryPort {
  /** How many are free; `collect` counts the garbage as free, and takes its time. */
  free(collect: boolean): number;
}

/** A display's bus: one write transaction; false without an acknowledgement. */
export interface DisplayPort {
  write(bytes: string): boolean;
}

/** Files in the board's Storage. */
export interface StorePort {
  /** A byte string that points into flash; undefined when there is no such file. */
  read(name: string, offset?: number, length?: number): string | undefined;
}

/** Files that the program itself changes. */
export interface SavePort {
  /** Leaves the flash alone when the file has this content already. */
  write(name: string, bytes: string): boolean;
  /** A file that is not there is fine. */
  erase(name: string): void;
}
