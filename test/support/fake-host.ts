/** A board's edges for testing native modules: blank flash, empty bus, a radio environment, and where the program listens. */
import type { Board, Chip } from '../../tools/boards/board.ts';
import { type Clock, wallClock } from '../../tools/vboard/chip/clock.ts';
import { norFlash } from '../../tools/vboard/chip/flash.ts';
import { i2cBus } from '../../tools/vboard/chip/i2c-bus.ts';
import type { EngineHost } from '../../tools/vboard/engine.ts';
import {
  type ScriptedEnvironment,
  type ScriptNetwork,
  scriptedEnvironment,
} from '../../tools/vboard/radio/scripted-environment.ts';

export interface FakeHost extends EngineHost {
  readonly environment: ScriptedEnvironment;
  readonly console: string[];
  /** Resolves to the laptop's port of a board port, as soon as it is open. */
  hostPort(boardPort: number, protocol?: 'tcp' | 'udp'): Promise<number>;
  isListening(boardPort: number, protocol?: 'tcp' | 'udp'): boolean;
}

export type Family = Chip['family'];

const ESP_STORAGE = { addressBytes: 0x320000, pageSizeBytes: 4096, pages: 8 };
const STORAGE: Readonly<Record<Family, Chip['storage']>> = {
  ESP8266: { ...ESP_STORAGE, addressBytes: 0xcb000 },
  ESP32: ESP_STORAGE,
  LINUX: { addressBytes: 0x10000000, pageSizeBytes: 1024, pages: 16 },
};
const FIRMWARE: Readonly<Record<Family, string>> = { ESP8266: 'ESP8266_4MB', ESP32: 'ESP32', LINUX: 'LINUX' };

/** A board of a family, with little Storage. */
export function fakeBoard(family: Family): Board {
  const isEsp8266 = family === 'ESP8266';
  return {
    id: family.toLowerCase(),
    name: family,
    entry: 'none',
    flashBytes: 4 * 1024 * 1024,
    display: null,
    led: null,
    button: null,
    cannot: [],
    chip: {
      id: family === 'LINUX' ? 'linux' : isEsp8266 ? 'esp8266' : 'esp32',
      name: family,
      family,
      firmware: { board: FIRMWARE[family], minimumVersion: '2v29', archive: null, flash: null, files: [] },
      variables: { count: isEsp8266 ? 1600 : 3149, sizeBytes: isEsp8266 ? 12 : 14 },
      storage: STORAGE[family],
      sockets: {
        count: family === 'LINUX' ? 1024 : 10,
        chunkBytes: isEsp8266 ? 268 : 536,
        datagramBytes: isEsp8266 ? 268 : 528,
        connectBlocks: !isEsp8266,
        acceptedIdleMs: isEsp8266 ? 600_000 : 0,
      },
      wifi: family === 'LINUX' ? null : { hasStationAndAp: true, rejoins: isEsp8266, apStations: 4 },
      hasUnicode: family === 'LINUX',
      hasGraphics: true,
      hasMappedStorage: family !== 'LINUX',
      hasTelnet: family !== 'LINUX',
      hasOtaServer: isEsp8266,
    },
  };
}

export interface FakeHostOptions {
  readonly family?: Family;
  readonly networks?: readonly ScriptNetwork[];
  readonly clock?: Clock;
  readonly ports?: 'same' | 'any';
  readonly firmwareVersion?: string;
  /** Flash cells to use instead of blank ones. */
  readonly cells?: Uint8Array;
}

/** Edges that remember what the modules tell them. */
export function fakeHost(options: FakeHostOptions = {}): FakeHost {
  const board = fakeBoard(options.family ?? 'ESP32');
  const { pageSizeBytes, pages } = board.chip.storage;
  const open = new Map<string, number>();
  const waiting: (() => void)[] = [];
  const key = (port: number, protocol: string): string => `${protocol} ${port}`;
  const console: string[] = [];
  return {
    board,
    ...(options.firmwareVersion && { firmwareVersion: options.firmwareVersion }),
    flash: norFlash(options.cells ?? new Uint8Array(pageSizeBytes * pages).fill(0xff), pageSizeBytes),
    i2c: i2cBus(),
    environment: scriptedEnvironment({
      networks: options.networks ?? [],
      timing: { scanMs: 30, joinMs: 20, addressMs: 10 },
    }),
    clock: options.clock ?? wallClock(),
    ports: options.ports ?? 'any',
    console,
    onConsole: (bytes) => {
      console.push(bytes);
    },
    onListen(boardPort, hostPort, protocol) {
      open.set(key(boardPort, protocol), hostPort);
      for (const poll of [...waiting]) poll();
    },
    onListenClosed(boardPort, protocol) {
      open.delete(key(boardPort, protocol));
    },
    check: () => [],
    hostPort: (boardPort, protocol = 'tcp') =>
      new Promise((resolve) => {
        const poll = (): void => {
          const port = open.get(key(boardPort, protocol));
          if (port === undefined) return;
          const index = waiting.indexOf(poll);
          if (index >= 0) waiting.splice(index, 1);
          resolve(port);
        };
        waiting.push(poll);
        poll();
      }),
    isListening: (boardPort, protocol = 'tcp') => open.has(key(boardPort, protocol)),
  };
}
