/** ArrayBuffer and the views on it. */
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { isBuffer, isView, kindOf, store, type View } from '../values.ts';
import { bounds, takeFor } from './arguments.ts';

type ViewClass = {
  new (buffer: ArrayBuffer, offset?: number, length?: number): View;
  BYTES_PER_ELEMENT: number;
};

const VIEWS: Readonly<Record<string, ViewClass>> = {
  Uint8Array,
  Uint8ClampedArray: Uint8ClampedArray as ViewClass,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
};

export function installViews({ world }: Machine): void {
  const take = takeFor(world);
  const over = (Type: ViewClass, args: unknown[]): View => {
    const [source, offset, length] = args;
    if (isBuffer(source)) {
      const at = take.whole(offset ?? 0);
      const rest = Math.floor((source.byteLength - at) / Type.BYTES_PER_ELEMENT);
      return new Type(
        source,
        at,
        length === undefined || take.whole(length) === 0 ? rest : take.whole(length),
      );
    }
    if (typeof source === 'number') return new Type(new ArrayBuffer(source * Type.BYTES_PER_ELEMENT));
    if (Array.isArray(source) || isView(source)) {
      const made = new Type(new ArrayBuffer(source.length * Type.BYTES_PER_ELEMENT));
      for (let index = 0; index < source.length; index += 1) store(made, index, take.number(source[index]));
      return made;
    }
    if (source === undefined) return new Type(new ArrayBuffer(0));
    return fail(world, `Unsupported first argument of type ${kindOf(source)}`, 'TypeError');
  };
  for (const [name, Type] of Object.entries(VIEWS)) {
    const info = world.classInfo(name);
    info.construct = (args) => over(Type, args);
  }
  const buffer = world.classInfo('ArrayBuffer');
  buffer.construct = ([size]) => {
    const length = take.whole(size);
    return length < 0 ? fail(world, 'Invalid length for ArrayBuffer') : new ArrayBuffer(length);
  };
  buffer.getters.set('byteLength', (of) => (of as ArrayBuffer).byteLength);
  const view = world.classInfo('ArrayBufferView');
  view.getters.set('buffer', (of) => (of as View).buffer);
  view.getters.set('byteLength', (of) => (of as View).byteLength);
  view.getters.set('byteOffset', (of) => (of as View).byteOffset);
  world.define('ArrayBufferView', {
    set(source, offset) {
      if (!isView(this)) return fail(world, 'ArrayBufferView.set can only be called on an ArrayBufferView');
      if (!Array.isArray(source) && !isView(source) && typeof source !== 'string') {
        return fail(world, `Expecting first argument to be an array, not ${kindOf(source)}`);
      }
      const start = take.whole(offset ?? 0);
      for (let index = 0; index < source.length && start + index < this.length; index += 1) {
        const item = source[index] as unknown;
        store(this, start + index, typeof source === 'string' ? source.charCodeAt(index) : take.number(item));
      }
      return undefined;
    },
    subarray(begin, end) {
      if (!isView(this))
        return fail(world, 'ArrayBufferView.subarray can only be called on an ArrayBufferView');
      const [from, to] = bounds(
        take.whole(begin),
        end === undefined ? undefined : take.whole(end),
        this.length,
      );
      const Type = this.constructor as ViewClass;
      return new Type(this.buffer as ArrayBuffer, this.byteOffset + from * Type.BYTES_PER_ELEMENT, to - from);
    },
  });
}
