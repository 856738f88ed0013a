/** `E`, and globals that tell of the board. */
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { textOf } from '../text.ts';
import { bytesOf, isBuffer, isFunction, isPlain, isView, textOfBytes } from '../values.ts';
import { takeFor } from './arguments.ts';
import { crc32 } from './crc.ts';

export function installEspruino(machine: Machine): void {
  const { world } = machine;
  const take = takeFor(world);
  /** Bytes of numbers, strings, arrays, views and `{data, count}`, one after the other. */
  const bytes = (values: readonly unknown[]): number[] => {
    const out: number[] = [];
    for (const value of values) {
      if (typeof value === 'string') out.push(...bytesOf(value));
      else if (Array.isArray(value)) out.push(...bytes(value));
      else if (isView(value)) for (const item of value) out.push(item & 0xff);
      else if (isBuffer(value)) out.push(...new Uint8Array(value));
      else if (isPlain(value) && isFunction(value.callback)) out.push(...bytes([value.callback.call(value)]));
      else if (isPlain(value) && value.data !== undefined) {
        for (let count = take.whole(value.count); count > 0; count -= 1) out.push(...bytes([value.data]));
      } else if (value !== undefined && value !== null) out.push(take.whole(value) & 0xff);
    }
    return out;
  };
  const sum = (list: unknown): number => {
    const items = typeof list === 'string' ? [...bytesOf(list)] : (list as ArrayLike<unknown>);
    return Array.from(items, (item) => take.number(item)).reduce((total, one) => total + one, 0);
  };
  world.defineStatics('E', {
    toString: (...values: unknown[]) => textOfBytes(Uint8Array.from(bytes(values))),
    toUint8Array: (...values: unknown[]) => Uint8Array.from(bytes(values)),
    toArrayBuffer: (text: unknown) => Uint8Array.from(bytesOf(take.text(text))).buffer,
    CRC32: (value: unknown) => crc32(Uint8Array.from(bytes([value]))),
    clip: (value: unknown, low: unknown, high: unknown) =>
      Math.max(take.number(low), Math.min(take.number(high), take.number(value))),
    sum,
    hwRand: () => (Math.random() * 2 ** 32) | 0,
    getErrorFlags: () => [],
    isUTF8: () => false,
    asUTF8: () => fail(world, 'Unicode not supported on this build'),
    fromUTF8: () => undefined,
    toJS: (value: unknown) => textOf(world, value),
  });
  world.defineGlobals({
    getTime: () => machine.time.seconds(),
    setTime: (seconds) => machine.time.set(take.number(seconds)),
  });
}
