/** Members of functions. */

import { makeFunction } from '../calls.ts';
import { fail } from '../errors.ts';
import type { Machine } from '../machine.ts';
import { isFunction, isView, kindOf } from '../values.ts';
import { NOT_BOUND } from '../world.ts';

export function installFunctions({ world, run }: Machine): void {
  const self = (value: unknown, name: string): ((...args: unknown[]) => unknown) => {
    if (isFunction(value)) return value as (...args: unknown[]) => unknown;
    return fail(world, `Function.${name} expecting function, got ${kindOf(value)}`);
  };
  world.define('Function', {
    call(thisValue, ...args) {
      return self(this, 'call').apply(thisValue, args);
    },
    apply(thisValue, args) {
      if (args === undefined || args === null) return self(this, 'apply').apply(thisValue, []);
      if (!Array.isArray(args) && !isView(args)) {
        return fail(world, `Second argument to Function.apply must be iterable, got ${kindOf(args)}`);
      }
      return self(this, 'apply').apply(thisValue, [...args] as unknown[]);
    },
    bind(thisValue, ...given) {
      const fn = self(this, 'bind');
      const known = world.closures.get(fn);
      const body = (own: unknown, args: unknown[]): unknown =>
        fn.apply(thisValue === undefined ? own : thisValue, [...given, ...args]);
      if (known) return makeFunction(world, { ...known, bound: NOT_BOUND, body });
      return world.native('bound', function (...args) {
        return body(this, args);
      });
    },
    replaceWith(other) {
      const to = isFunction(this) ? world.closures.get(this) : undefined;
      const from = isFunction(other) ? world.closures.get(other) : undefined;
      if (!to || !from) fail(world, `Argument should be a function`, 'TypeError');
      else Object.assign(to, from);
    },
  });
  const construct = (args: unknown[]): unknown => {
    const texts = args.map(String);
    const body = texts.pop() ?? '';
    return run(`(function(${texts.join()}){${body}})`, { file: '', root: '', scope: 'root' });
  };
  world.classInfo('Function').construct = construct;
}
