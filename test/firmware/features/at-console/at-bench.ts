/** The AT console of a board on the serial line or over TCP. */

import type { PersistedState } from '../../../../firmware/at/state.ts';
import { type AtFacts, startAtConsole } from '../../../../firmware/features/at-console/at-console.ts';
import type { FakeSocket } from '../../tcp/fake-socket.ts';
import { fakeDgram } from '../../udp/fake-dgram.ts';
import { AppBench, HOME } from '../feature-bench.ts';

const KEPT: PersistedState = {
  mode: 1,
  ssid: '',
  password: '',
  apSsid: 'board',
  apPassword: '',
  apChannel: 1,
  line: '115200,8,1,0,0',
};
const FACTS: AtFacts = {
  rejoins: false,
  hasStationAndAp: true,
  version: '0.1.0',
  sdk: '2v29',
  holdBytes: 256,
  chunkBytes: 268,
  family: 'ESP8266',
  reserve: 100,
};
/** Where the console is over TCP. */
export const PORT = 23;

/** A board before its console starts. */
export class AtBench extends AppBench {
  readonly files = new Map<string, string>();
  sleptMs = 0;

  /** Starts the console; `port` 0: on the serial line. */
  start(port: number, persisted: Partial<PersistedState> = {}): void {
    startAtConsole(
      {
        ...this,
        wifi: this.radio,
        dgram: fakeDgram(),
        store: {
          read: (name) => this.files.get(name),
          write: (name, bytes) => Boolean(this.files.set(name, bytes)),
          erase: (name) => void this.files.delete(name),
        },
        power: {
          sleep: (ms) => {
            this.sleptMs = ms;
          },
        },
      },
      FACTS,
      { port, dialect: 'nonos', persisted: { ...KEPT, ...persisted } },
      this.log,
    );
    this.turn();
    this.serialText = '';
  }

  /** What is due at once happens. */
  turn(): void {
    this.clock.advance(0);
  }

  /** Starts the console with a network that it joins. */
  startAtHome(port: number, persisted: Partial<PersistedState> = {}): void {
    this.start(port, { ...HOME, ...persisted });
    this.clock.advance(1500);
    this.joined();
    this.turn();
  }

  /** Types a line on the serial line; returns what it says then. */
  ask(line: string): string {
    this.serialText = '';
    this.type(`${line}\r\n`);
    this.turn();
    return this.serialText;
  }

  /** The same for who came over TCP. */
  askOver(socket: FakeSocket, line: string): string {
    socket.written = '';
    socket.notify('data', `${line}\r\n`);
    this.turn();
    return socket.written;
  }

  /** Whoever typed leaves. */
  end(): void {
    for (const socket of this.sockets) socket.notify('close', false);
  }
}
