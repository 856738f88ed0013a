/** A board whose boot code has an image on trial, with the power coming and going. */
import { findBoard } from '../../tools/boards/load.ts';
import { crc32 } from '../../tools/protocol/crc32.ts';
import {
  decodeState,
  encodeState,
  type SlotState,
  STATE_OFFSET,
  stateFile,
} from '../../tools/protocol/slots.ts';
import { decodeStorage, encodeStorage } from '../../tools/protocol/storage-image.ts';
import { drivenClock } from '../../tools/vboard/chip/driven-clock.ts';
import { type PowerBench, powerBench } from './power-bench.ts';
import { bytesOf, slotImage } from './slot-image.ts';

/** A healthy program. */
export const TICK = 'var n=0;setInterval(function(){n++},500);';
/** Soon enough for a test. */
export const WATCHDOG_MS = 40;

/** Storage of a board that was flashed by cable: one image, never tried. */
export function flashed(id: string, code: string): Uint8Array {
  return slotImage(code, findBoard(id)).storage;
}

/** The same, and a newer image in the other slot; the first one is confirmed. */
export function updated(id: string, code: string, before = TICK): Uint8Array {
  const area = findBoard(id).chip.storage;
  const files = decodeStorage(flashed(id, before), area).files.map(({ name, data }) => ({
    name,
    data: data.slice(),
  }));
  const state = files.find(({ name }) => name === 'ab0');
  if (state) state.data[STATE_OFFSET.confirm] = 0;
  const data = bytesOf(code);
  const newer = encodeState({ sequence: 2, lengthBytes: data.length, crc: crc32(data) });
  newer[STATE_OFFSET.commit] = 0;
  return encodeStorage([...files, { name: 'fw1', data }, { name: 'ab1', data: newer }], area);
}

/** What the flash says of the image in a slot. */
export function stateOf(id: string, storage: Uint8Array, slot: 0 | 1): SlotState {
  const { files } = decodeStorage(storage, findBoard(id).chip.storage);
  const state = decodeState(files.find(({ name }) => name === stateFile(slot))?.data ?? new Uint8Array());
  if (!state) throw new Error(`${id}: slot ${slot} has no state`);
  return state;
}

/** The board is on for `ms` of its own time, `times` times over. */
export async function powerCycles(
  id: string,
  storage: Uint8Array,
  times: number,
  ms: number,
): Promise<PowerBench> {
  const clock = drivenClock();
  const bench = powerBench(id, storage, { clock, watchdogMs: WATCHDOG_MS });
  for (let time = 0; time < times; time++) {
    await bench.power();
    for (let turn = 0; turn < 10; turn++) {
      clock.advance(ms / 10);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await bench.off();
  }
  return bench;
}

/** The slot whose image runs at the next power-on, once it has had its turn; -1: none. */
export async function slotThatRuns(bench: PowerBench): Promise<number> {
  try {
    return Number(await (await bench.power()).evaluate('SLOT.n'));
  } finally {
    await bench.off();
  }
}
