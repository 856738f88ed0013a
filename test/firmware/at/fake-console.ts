/** The AT console between a test that types and a network that the test rules. */
import { onStation, receive, startConsole, typistLeft } from '../../../firmware/at/console.ts';
import { leaveNetwork } from '../../../firmware/at/joining.ts';
import type { Dialect } from '../../../firmware/at/replies.ts';
import { stopAll } from '../../../firmware/at/restart.ts';
import { type AtPorts, equip, type PersistedState, resetState } from '../../../firmware/at/state.ts';
import type { PingAnswer, ScannedNetwork, SocketPort } from '../../../firmware/ports.ts';
import { drivenClock } from '../../../tools/vboard/chip/driven-clock.ts';
import { type FakeSocket, fakeSocket } from '../tcp/fake-socket.ts';
import { type FakeDatagrams, fakeDatagrams } from './fake-datagrams.ts';

const AT_HOME: PersistedState = {
  mode: 1,
  ssid: '',
  password: '',
  apSsid: 'tinwire',
  apPassword: '',
  apChannel: 1,
  line: '115200,8,1,0,0',
};
const NO_ADDRESS = { ip: '0.0.0.0', netmask: '0.0.0.0', gw: '0.0.0.0', mac: '5c:cf:7f:0a:0b:0c' };
const ADDRESS = { ...NO_ADDRESS, ip: '192.168.1.50', netmask: '255.255.255.0', gw: '192.168.1.1' };
const AP_ADDRESS = { ...ADDRESS, ip: '192.168.4.1', gw: '192.168.4.1', mac: '5e:cf:7f:0a:0b:0c' };

/** A console that has started, with what it does in the test's hands. */
export class FakeConsole {
  readonly clock = drivenClock();
  /** Connections that were asked for, those of clients, and datagram sockets, oldest first. */
  readonly sockets: FakeSocket[] = [];
  readonly clients: FakeSocket[] = [];
  readonly datagrams: FakeDatagrams[] = [];
  /** What a connect throws; '' lets it go on. */
  refusal = '';
  hasRoom = true;
  canSend = true;
  isJoined = false;
  joins: [ssid: string, password: string][] = [];
  leaves = 0;
  ap: boolean[] = [];
  persisted: Partial<PersistedState> = {};
  listeningOn = 0;
  lines: number[][] = [];
  /** Networks that were taken away, and whether that cuts off whoever types over them. */
  parts: boolean[] = [];
  /** How long a change of the network waits for what was said to leave. */
  partMs = 0;
  hostname = 'tinwire';
  powersave = 'ps-poll';
  addresses: string[] = [];
  servers: string[] = [];
  sntp: [string, number | string][] = [];
  sleptMs = 0;
  networks: ScannedNetwork[] = [];
  stations: { ip: string; mac: string }[] | undefined = undefined;
  onPing: ((answer: PingAnswer) => void) | undefined = undefined;
  onName: ((ip: string | null) => void) | undefined = undefined;
  onScan: ((networks: ScannedNetwork[]) => void) | undefined = undefined;
  onClient: ((socket: SocketPort) => void) | undefined = undefined;
  #said = '';
  readonly #connects: ((socket: SocketPort) => void)[] = [];
  readonly #timers = new Map<number, () => void>();
  #timerIds = 0;
  #wifi: Record<string, (event: never) => void> = {};

  constructor({
    dialect = 'nonos' as Dialect,
    holdBytes = 256,
    hasStationAndAp = true,
    persisted = {} as Partial<PersistedState>,
    ownPort = 0,
    takesAddresses = true,
  } = {}) {
    this.persisted = persisted;
    const ports = this.#ports();
    const options = {
      dialect,
      holdBytes,
      version: '0.1.0',
      sdk: '2v29',
      hasStationAndAp,
      ownPort,
      chunkBytes: 268,
      takesAddresses,
    };
    equip(ports, options);
    resetState();
    stopAll();
    leaveNetwork();
    typistLeft();
    startConsole(ports, options);
    this.said();
    this.joins = [];
    this.leaves = 0;
    this.ap = [];
    this.lines = [];
  }

  /** What was said since the last time. */
  said(): string {
    const said = this.#said;
    this.#said = '';
    return said;
  }

  type(bytes: string): void {
    receive(bytes);
  }

  /** Types a line without its echo being heard, and returns what was said at once. */
  ask(line: string): string {
    this.said();
    receive(`${line}\r\n`);
    const said = this.said();
    const echo = `${line}\r\r\n`;
    return said.startsWith(echo) ? said.slice(echo.length) : said;
  }

  /** The station has joined, without a command. */
  join(): void {
    this.isJoined = true;
    onStation('joined');
    this.said();
  }

  /** The client at the console has left, and another one types from now on. */
  changeTypist(): void {
    typistLeft();
    this.said();
  }

  station(end: Parameters<typeof onStation>[0]): void {
    this.isJoined = end === 'joined';
    onStation(end);
  }

  wifi(event: string, value: object): void {
    this.#wifi[event]?.(value as never);
  }

  /** The connection that was asked for last is there. */
  connected(): FakeSocket {
    const socket = this.#last();
    this.#connects.at(-1)?.(socket);
    return socket;
  }

  /** Joined, and link `id` open (CIPMUX=1), or the only link. */
  link(id?: number): FakeSocket {
    if (!this.isJoined) this.join();
    const head = id === undefined ? '' : `${id},`;
    if (id !== undefined) this.ask('AT+CIPMUX=1');
    this.ask(`AT+CIPSTART=${head}"TCP","10.0.0.9",8080`);
    const socket = this.connected();
    this.said();
    return socket;
  }

  /** Somebody connects to the board's server. */
  client(isClosed = false): FakeSocket {
    const socket = fakeSocket(isClosed);
    this.clients.push(socket);
    this.onClient?.(socket);
    return socket;
  }

  #last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no connection was asked for');
    return socket;
  }

  #ports(): AtPorts {
    return {
      write: (bytes) => {
        this.#said += bytes;
      },
      net: {
        createServer: (onSocket) => {
          this.onClient = onSocket;
          return {
            listen: (port) => {
              if (port === 1) throw new Error('Socket bind failed');
              this.listeningOn = port;
            },
            close: () => {
              this.listeningOn = 0;
            },
          };
        },
        connect: (_options, onConnect) => {
          if (this.refusal) throw new Error(this.refusal);
          const socket = fakeSocket();
          this.sockets.push(socket);
          this.#connects.push(onConnect);
          return socket;
        },
      },
      dgram: {
        createSocket: () => {
          const socket = fakeDatagrams();
          this.datagrams.push(socket);
          return socket;
        },
      },
      wifi: {
        connect: (ssid, { dnsServers }) => {
          this.servers.push(`${ssid} ${dnsServers}`);
        },
        disconnect() {},
        startAP() {},
        stopAP() {},
        save() {},
        setHostname: (name) => {
          this.hostname = name;
        },
        getHostname: () => this.hostname,
        setIP: ({ ip, gw, netmask }) => {
          this.addresses.push(`station ${ip} ${gw} ${netmask}`);
        },
        setAPIP: ({ ip, gw, netmask }) => {
          this.addresses.push(`access point ${ip} ${gw} ${netmask}`);
        },
        setSNTP: (server, zone) => {
          this.sntp.push([server, zone]);
        },
        setConfig: ({ powersave }) => {
          this.powersave = powersave;
        },
        getIP: () => (this.isJoined ? ADDRESS : NO_ADDRESS),
        getAPIP: () => (this.ap.at(-1) ? AP_ADDRESS : { ...NO_ADDRESS, mac: AP_ADDRESS.mac }),
        getStatus: () => ({ station: '', mode: '', powersave: this.powersave }),
        getDetails: () => ({ rssi: -61 }),
        getAPDetails: () => (this.stations ? { stations: this.stations } : {}),
        scan: (onResult) => {
          this.onScan = onResult;
        },
        getHostByName: (_name, onResult) => {
          this.onName = onResult;
        },
        ping: (_ip, onAnswer) => {
          this.onPing = onAnswer;
        },
        on: (event: string, listener: unknown) => {
          this.#wifi[event] = listener as (event: never) => void;
        },
      },
      timers: {
        after: (fn, delayMs, ...values) => {
          const id = ++this.#timerIds;
          this.#timers.set(
            id,
            this.clock.after(delayMs, () => {
              this.#timers.delete(id);
              fn(...values);
            }),
          );
          return id;
        },
        cancel: (id) => {
          this.#timers.get(id)?.();
          this.#timers.delete(id);
        },
      },
      join: (ssid, password) => {
        this.joins.push([ssid, password]);
      },
      leave: () => {
        this.leaves++;
        this.isJoined = false;
      },
      setAp: (isOn) => {
        this.ap.push(isOn);
      },
      send: (socket, bytes) => {
        if (!this.canSend || (socket as FakeSocket).isEnded) return false;
        socket.write(bytes);
        return true;
      },
      hasRoom: () => this.hasRoom,
      load: () => ({ ...AT_HOME, ...this.persisted }),
      save: (changes) => {
        this.persisted = changes ? { ...this.persisted, ...changes } : {};
      },
      setLine: (...line) => {
        this.lines.push(line);
      },
      giveBack: () => true,
      part: (isCut, change) => {
        this.parts.push(isCut);
        if (this.partMs) this.clock.after(this.partMs, change);
        else change();
      },
      sleep: (ms) => {
        this.sleptMs = ms;
      },
    };
  }
}
