/** DataView. */
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { isBuffer, type Native, type Obj } from '../values.ts';
import { takeFor } from './arguments.ts';

const KINDS = ['Float32', 'Float64', 'Int16', 'Int32', 'Int8', 'Uint16', 'Uint32', 'Uint8'] as const;

export function installDataView({ world }: Machine): void {
  const take = takeFor(world);
  const views = new WeakMap<object, DataView>();
  const info = world.classInfo('DataView');
  info.construct = ([buffer, offset, length]) => {
    if (!isBuffer(buffer)) return fail(world, 'Expecting ArrayBuffer, got something else', 'TypeError');
    const made = Object.create(info.prototype) as Obj;
    made.buffer = buffer;
    made.byteOffset = take.whole(offset ?? 0);
    made.byteLength = take.whole(length ?? 0) || buffer.byteLength - (made.byteOffset as number);
    views.set(made, new DataView(buffer, made.byteOffset as number, made.byteLength as number));
    return made;
  };
  const viewOf = (self: unknown): DataView => {
    const view = typeof self === 'object' && self !== null ? views.get(self) : undefined;
    return view ?? fail(world, 'Expecting DataView');
  };
  const methods: Record<string, Native> = {};
  const inside = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch {
      return undefined;
    }
  };
  for (const kind of KINDS) {
    methods[`get${kind}`] = function (offset, little) {
      return inside(() => viewOf(this)[`get${kind}`](take.whole(offset), Boolean(little)));
    };
    methods[`set${kind}`] = function (offset, value, little) {
      return inside(() =>
        viewOf(this)[`set${kind}`](take.whole(offset), take.number(value), Boolean(little)),
      );
    };
  }
  world.define('DataView', methods);
}
