/** The board around its services: radio, network, serial line, memory and clock in the test's hands. */
import assert from 'node:assert/strict';
import { OWNER } from '../../../firmware/lib/owner.ts';
import type {
  ClockPort,
  MemoryPort,
  NetPort,
  RadioPort,
  ScannedNetwork,
  SerialLinePort,
  ServerPort,
  SocketPort,
} from '../../../firmware/ports.ts';
import { type Client, removeClient } from '../../../firmware/tcp/clients.ts';
import { softAp } from '../../../firmware/wifi/soft-ap.ts';
import { station } from '../../../firmware/wifi/station.ts';
import { type DrivenClock, drivenClock } from '../../../tools/vboard/chip/driven-clock.ts';
import { type FakeSocket, fakeSocket } from '../tcp/fake-socket.ts';

export const HOME = { ssid: 'home', password: 'long enough' };
export const NO_ADDRESS = '0.0.0.0';
export const ADDRESS = '192.168.1.50';
export const AP_ADDRESS = '192.168.4.1';

const MASK = '255.255.255.0';
/** Of timers: a program that goes on in the next bench cancels none of that. */
let ids = 0;
/** A program makes its server once, which serves in the bench that there is. */
let accept: (socket: SocketPort) => void;
let current: AppBench | undefined;

/** What the program did to the board, and what the test does to the program. */
export class AppBench {
  readonly clock: DrivenClock = drivenClock();
  /** Lines that were said. */
  readonly lines: string[] = [];
  /** Calls of the radio that change something. */
  readonly radioCalls: string[] = [];
  /** Clients that came. */
  readonly sockets: FakeSocket[] = [];
  /** Ports that servers listen on. */
  readonly listening: number[] = [];
  readonly connects: { readonly host: string; readonly port: number; readonly socket: FakeSocket }[] = [];
  /** What went over the serial line, and who has it. */
  serialText = '';
  hasSerial = false;
  freeVariables = 1000;
  portsTaken = 0;
  ip = NO_ADDRESS;
  ssid = HOME.ssid;
  networks: ScannedNetwork[] | null = [];
  #typed: ((bytes: string) => void) | undefined;
  readonly #connected: ((socket: SocketPort) => void)[] = [];
  readonly #jobs = new Map<number, () => void>();
  readonly #heard = new Map<string, ((event: never) => void)[]>();

  constructor() {
    current?.forget();
    current = this;
    Object.assign(station, { state: 'off', reason: '', ssid: '', ip: '', rounds: 0 });
    Object.assign(softAp, { ssid: '', ip: '', reason: '' });
  }

  readonly log = (line: string): void => {
    this.lines.push(line);
  };

  /** Lines that were said since the last time. */
  said(): string[] {
    return this.lines.splice(0);
  }

  readonly timers: ClockPort = {
    after: (fn, delayMs, ...values) => {
      this.#jobs.set(
        ++ids,
        this.clock.after(delayMs, () => fn(...values)),
      );
      return ids;
    },
    cancel: (id) => {
      assert.ok(id > 0, `no timer ${id}`);
      this.#jobs.get(id)?.();
    },
    seconds: () => this.clock.now() / 1000,
  };

  readonly memory: MemoryPort = { free: () => this.freeVariables };

  readonly net: NetPort = {
    createServer: (onSocket) => {
      const listener: ServerPort = {
        listen: (port) => {
          assert.ok(current);
          if (current.portsTaken-- > 0) throw new Error('Unable to create socket');
          current.listening.push(port);
        },
        close() {},
      };
      accept = (socket) => onSocket.call(listener, socket);
      return listener;
    },
    connect: ({ host, port }, onConnect) => {
      const socket = fakeSocket();
      this.connects.push({ host, port, socket });
      this.#connected.push(onConnect);
      return socket;
    },
  };

  readonly serial: SerialLinePort = {
    take: (onBytes) => {
      this.#typed = onBytes;
      this.hasSerial = true;
    },
    write: (bytes) => {
      this.serialText += bytes;
    },
    setLine() {},
    giveBack: () => {
      this.hasSerial = false;
      return true;
    },
  };

  readonly radio = {
    connect: (ssid: string) => this.radioCalls.push(`connect ${ssid}`),
    disconnect: () => this.radioCalls.push('disconnect'),
    startAP: (ssid: string) => this.radioCalls.push(`startAP ${ssid}`),
    stopAP: () => this.radioCalls.push('stopAP'),
    save: (what: string) => this.radioCalls.push(`save ${what}`),
    setHostname: (name: string) => this.radioCalls.push(`hostname ${name}`),
    getIP: () => ({ ip: this.ip, netmask: MASK, gw: '192.168.1.1', mac: '5c:cf:7f:0a:0b:0c' }),
    getAPIP: () => ({ ip: AP_ADDRESS, netmask: MASK, gw: AP_ADDRESS, mac: '5e:cf:7f:0a:0b:0c' }),
    getStatus: () => ({ station: '', mode: 'STA', ssid: this.ip === NO_ADDRESS ? '' : this.ssid }),
    getDetails: () => ({}),
    scan: (onResult: (networks: ScannedNetwork[]) => void) => {
      if (!this.networks) throw new Error('Scan in progress');
      onResult(this.networks);
    },
    on: (event: string, listener: (event: never) => void) => {
      this.#heard.set(event, [...(this.#heard.get(event) ?? []), listener]);
    },
  } as unknown as RadioPort;

  /** The radio tells of this. */
  notify(event: string, value: object = {}): void {
    for (const listener of this.#heard.get(event) ?? []) listener(value as never);
  }

  /** The station gets an address. */
  joined(ip: string = ADDRESS): void {
    this.ip = ip;
    this.notify('connected', { ip });
  }

  /** The station loses its network. */
  lost(): void {
    this.ip = NO_ADDRESS;
    this.notify('disconnected', { reason: '8', msg: 'BEACON_TIMEOUT' });
  }

  /** The attempt to join ends with this reason of the chip. */
  failed(msg: string): void {
    this.notify('disconnected', { reason: '0', msg });
  }

  /** A client comes to the server. */
  join(isClosed = false): FakeSocket {
    const socket = fakeSocket(isClosed);
    this.sockets.push(socket);
    accept(socket);
    return socket;
  }

  /** Frees the place of everybody who came, and tells nobody. */
  forget(): void {
    for (const socket of this.sockets) if (OWNER in socket) removeClient(socket as unknown as Client);
  }

  /** The connection that was asked for last comes about. */
  connect(): FakeSocket {
    const last = this.connects.at(-1);
    assert.ok(last, 'no connection was asked for');
    this.#connected.at(-1)?.(last.socket);
    return last.socket;
  }

  /** The serial line brings this. */
  type(bytes: string): void {
    this.#typed?.(bytes);
  }
}

/** A text as its UTF-8 bytes, one character a byte. */
export const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');
