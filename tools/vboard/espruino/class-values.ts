/** Classes of the program at run time. */
import type { Access } from './access.ts';
import { makeFunction } from './calls.ts';
import { fail } from './errors.ts';
import { prototypeOfFunction } from './lookup.ts';
import { addAccessor } from './runtime.ts';
import { type Fn, isFunction, kindOf, type Obj } from './values.ts';
import { NOT_BOUND, type World } from './world.ts';

type Member = readonly [isStatic: boolean, kind: string, name: string, value: unknown];
type ClassOf = (
  scopes: Obj[],
  parentName: string,
  parent: unknown,
  readParent: (() => unknown) | null,
  own: Fn | null,
  members: readonly Member[],
) => Fn;

function inherit(world: World, prototype: Obj, parentName: string, parent: unknown): void {
  if (!isFunction(parent)) {
    fail(
      world,
      `'extends' argument "${parentName}" should be a function, got ${kindOf(parent)}`,
      'SyntaxError',
    );
  }
  const from = world.prototypes.get(parent) ?? prototypeOfFunction(world, parent);
  if (from) Object.setPrototypeOf(prototype, from);
}

export function createClassOf(world: World, access: Access): ClassOf {
  return (scopes, parentName, parent, readParent, own, members) => {
    const fn =
      own ??
      makeFunction(world, {
        unit: null,
        index: 0,
        scopes,
        bound: NOT_BOUND,
        body: (self, args) => {
          const base = readParent?.();
          return isFunction(base) ? base.apply(self, args) : undefined;
        },
      });
    const prototype = prototypeOfFunction(world, fn) ?? world.root;
    if (readParent) inherit(world, prototype, parentName, parent);
    for (const [isStatic, kind, name, value] of members) {
      const target = isStatic ? fn : prototype;
      if (kind === 'init') access.set(target, name, value);
      // A static getter is called at once, before the class has its name, and its value is kept; a static setter is lost.
      else if (isStatic) {
        if (kind === 'get') access.set(fn, name, (value as Fn).call(undefined));
      } else addAccessor(target, name, kind, value as Fn);
    }
    return fn;
  };
}
