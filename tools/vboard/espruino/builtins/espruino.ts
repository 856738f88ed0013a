/** `E`, and globals that tell of the board. */

import { crc32 } from '../../../protocol/crc32.ts';
import { fail } from '../errors.ts';
import { CONSOLE_FORM, type Form } from '../form.ts';
import type { Machine } from '../machine.ts';
import { sizeOf } from '../memory.ts';
import { written } from '../print.ts';
import { bytesOf, isBuffer, isFunction, isPlain, isView, type Obj, textOfBytes } from '../values.ts';
import { takeFor } from './arguments.ts';
import { arrayMath } from './array-math.ts';
import { decodeUtf8 } from './utf8.ts';

const JS_FORM: Form = { ...CONSOLE_FORM, pretty: false, lines: 'none', classNames: false, bareKeys: true };

export function installEspruino(machine: Machine): void {
  const { world } = machine;
  const take = takeFor(world);
  const collect = (value: unknown, out: number[]): void => {
    if (typeof value === 'string') for (const byte of bytesOf(value)) out.push(byte);
    else if (Array.isArray(value)) for (const item of value) collect(item, out);
    else if (isView(value)) for (const item of value) out.push(item & 0xff);
    else if (isBuffer(value)) for (const byte of new Uint8Array(value)) out.push(byte);
    else if (isPlain(value) && isFunction(value.callback)) collect(value.callback.call(value), out);
    else if (isPlain(value) && value.data !== undefined) {
      for (let count = take.whole(value.count); count > 0; count -= 1) collect(value.data, out);
    } else if (value !== undefined && value !== null) out.push(take.whole(value) & 0xff);
  };
  /** Bytes of numbers, strings, arrays, views and `{data, count}`, one after the other. */
  const bytes = (values: readonly unknown[]): number[] => {
    const out: number[] = [];
    collect(values, out);
    return out;
  };
  const flags: Record<string, number> = {
    deepSleep: 0,
    unsafeFlash: 0,
    unsyncFiles: 0,
    pretokenise: 0,
    jitDebug: 0,
    onErrorSave: 0,
    onErrorFlash: 0,
  };
  world.defineStatics('E', {
    toString: (...values: unknown[]) => textOfBytes(Uint8Array.from(bytes(values))),
    toUint8Array: (...values: unknown[]) => Uint8Array.from(bytes(values)),
    toArrayBuffer: (text: unknown) => Uint8Array.from(bytesOf(take.text(text))).buffer,
    CRC32: (value: unknown) => crc32(Uint8Array.from(bytes([value]))),
    clip: (value: unknown, low: unknown, high: unknown) =>
      Math.max(take.number(low), Math.min(take.number(high), take.number(value))),
    hwRand: () => (Math.random() * 2 ** 32) | 0,
    getErrorFlags: () => machine.faults.takeFlags(),
    isUTF8: () => false,
    asUTF8: () => fail(world, 'Unicode not supported on this build'),
    fromUTF8: () => undefined,
    toJS: (value: unknown) => written(world, value, JS_FORM),
    getFlags: () => Object.assign(Object.create(world.root) as Obj, flags),
    setFlags(given: unknown) {
      if (isPlain(given))
        for (const key of Object.keys(flags))
          if (given[key] !== undefined) flags[key] = take.whole(given[key]);
    },
    getSizeOf: (value: unknown) => sizeOf(machine, value),
    ...arrayMath(machine),
    reverseByte: (value: unknown) => {
      let out = 0;
      for (let bit = 0; bit < 8; bit += 1) out |= ((take.whole(value) >> bit) & 1) << (7 - bit);
      return out;
    },
    decodeUTF8(text: unknown, lookup: unknown, replacement: unknown) {
      if (typeof text !== 'string') return fail(world, 'First argument must be String');
      const replace = (codePoint: number): string => {
        const known =
          typeof lookup === 'object' && lookup !== null ? machine.access.get(lookup, codePoint) : undefined;
        const found =
          known ?? (isFunction(replacement) ? replacement.call(undefined, codePoint) : replacement);
        return found === undefined ? '' : take.text(found);
      };
      return decodeUtf8(text, replace);
    },
  });
  world.defineGlobals({
    getTime: () => machine.time.seconds(),
    setTime: (seconds) => machine.time.set(take.number(seconds)),
  });
}
