/** `ESP8266`, `ESP32`, `NodeMCU`, `TelnetServer`: what the chip tells of itself. */
import type { EngineHost } from '../../engine.ts';
import type { BoardObject, Realm } from '../realm.ts';
import { addMembers } from './exports.ts';
import { typeNameOf } from './words.ts';

/** Silk-screen D0 to D10 of a NodeMCU. Its A0 is D0 by the interpreter's own mistake. */
const NODEMCU: readonly number[] = [16, 5, 4, 0, 2, 14, 12, 13, 15, 3, 1];
/** Heap of an idle board: the interpreter's variables live elsewhere. */
const FREE_HEAP: Readonly<Record<string, number>> = { ESP8266: 11_000, ESP32: 95_000 };
const FLASH_MAPS: Readonly<Record<number, { readonly flashMap: string; readonly flashChip: string }>> = {
  512: { flashMap: '512KB:256/256', flashChip: '0xef 0x4013' },
  1024: { flashMap: '1MB:1024', flashChip: '0xef 0x4014' },
  4096: { flashMap: '4MB:1024/1024', flashChip: '0xef 0x4016' },
};

function esp8266(realm: Realm, host: EngineHost): BoardObject {
  const flashKB = host.board.flashBytes / 1024;
  const { flashMap, flashChip } = FLASH_MAPS[flashKB] ?? {
    flashMap: '4MB:1024/1024',
    flashChip: '0xef 0x4016',
  };
  return addMembers(realm, realm.object(), {
    getState: () =>
      Object.assign(realm.object(), {
        sdkVersion: '2.2.1(6ab97e9)',
        cpuFrequency: 160,
        freeHeap: FREE_HEAP.ESP8266,
        maxCon: host.board.chip.sockets.count,
        flashMap,
        flashKB,
        flashChip,
      }),
    getResetInfo: () =>
      Object.assign(realm.object(), {
        reason: 'power on',
        exccause: 0,
        epc1: 0,
        epc2: 0,
        epc3: 0,
        excvaddr: 0,
        depc: 0,
      }),
    reboot: () => realm.reboot?.(),
    deepSleep(micros) {
      if (!Number.isInteger(micros)) throw realm.error('Error', 'Invalid microseconds');
      realm.deepSleep?.((micros as number) / 1000);
    },
  });
}

function esp32(realm: Realm): void {
  const state = (): BoardObject =>
    Object.assign(realm.object(), {
      sdkVersion: 'v3.1.3',
      freeHeap: FREE_HEAP.ESP32,
      BLE: true,
      Wifi: true,
      minHeap: FREE_HEAP.ESP32,
    });
  realm.global.ESP32 = addMembers(realm, realm.object(), {
    getState: state,
    reboot: () => realm.reboot?.(),
    // A timer of 0 wakes it at once.
    deepSleep: (micros) => realm.deepSleep?.(Math.max(1, (Number(micros) || 0) / 1000)),
  });
}

function telnet(realm: Realm): BoardObject {
  return addMembers(realm, realm.object(), {
    setOptions(options) {
      if (!realm.isObject(options))
        throw realm.error('Error', `Expecting Object, got ${typeNameOf(realm, options)}`);
      const { mode } = options;
      if (typeof mode !== 'string') return;
      if (mode !== 'on' && mode !== 'off') throw realm.error('Error', 'Unknown mode value');
      realm.telnet?.(mode === 'on');
    },
  });
}

/** Defines the objects that this chip's build has. */
export function installChipObjects(realm: Realm, host: EngineHost): void {
  const { family, hasTelnet } = host.board.chip;
  // The build for Linux has the module, and listens only when it is started with --telnet.
  if (hasTelnet || family === 'LINUX') realm.defineModule('TelnetServer', () => telnet(realm));
  if (family === 'ESP32') esp32(realm);
  if (family !== 'ESP8266') return;
  realm.defineModule('ESP8266', () => esp8266(realm, host));
  const silk = realm.object();
  const pin = (number: number) => ({ get: () => realm.global[`D${number}`], enumerable: false });
  NODEMCU.forEach((number, index) => {
    Object.defineProperty(silk, `D${index}`, pin(number));
  });
  Object.defineProperty(silk, 'A0', pin(0));
  realm.global.NodeMCU = silk;
}
