/** Members of every object, and what `Object` itself offers. */
import type { Machine } from '../machine.ts';
import { formatNumber } from '../numbers.ts';
import { textOf } from '../text.ts';
import { fieldOf, isPlain, isView, type Native, type Obj } from '../values.ts';
import { takeFor } from './arguments.ts';
import { installObjectStatics } from './object-statics.ts';

export function installObjects(machine: Machine): void {
  const { world } = machine;
  const take = takeFor(world);
  const methods: Record<string, Native> = {
    toString(this: unknown, radix?: unknown) {
      if (typeof this === 'number' && radix !== undefined) return this.toString(take.whole(radix));
      if (typeof this === 'number') return formatNumber(this);
      return isPlain(this) ? '[object Object]' : textOf(world, this);
    },
    valueOf() {
      return this;
    },
    hasOwnProperty(this: unknown, key: unknown) {
      if (typeof this === 'string') return Number(key) < this.length;
      return (
        typeof this === 'object' &&
        this !== null &&
        Object.hasOwn(this, isPlain(this) ? fieldOf(take.text(key)) : take.text(key))
      );
    },
    clone() {
      if (Array.isArray(this)) return [...(this as unknown[])];
      if (isView(this)) return this.slice();
      if (!isPlain(this)) return this;
      return Object.assign(Object.create(Object.getPrototypeOf(this) as object) as Obj, this);
    },
  };
  world.define('Object', methods);
  world.classInfo('Object').construct = ([value]) =>
    value === undefined || value === null ? Object.create(world.root) : value;
  installObjectStatics(machine);
}
