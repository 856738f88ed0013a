/**
 * `Object.getOwnPropertyNames`: own keys, and the members that the interpreter finds in its tables, which are sorted. A
 * built-in prototype lists them only once `__proto__` has led to it, and only for values of five kinds: all others are
 * functions to the interpreter.
 */
import { type Symbols, symbolsOf } from '../../../boards/symbols.ts';
import type { Machine } from '../machine.ts';
import { isFunction, isPlain, keyOfField } from '../values.ts';
import type { ClassInfo } from '../world.ts';

/** Kinds whose methods stand in their prototype, and whose table has them. */
const LISTED: Readonly<Record<string, string>> = {
  String: 'String',
  Array: 'Array',
  Number: 'Number',
  Boolean: 'Number',
  Pin: 'Pin',
};

/** Kinds whose length stands with their methods. */
const WITH_LENGTH: readonly string[] = ['String', 'Array'];

/** The function that a program calls; `keys`: the names that loops see, too. */
export function propertyNames(
  { world, host }: Machine,
  keys: (value: unknown) => string[],
): (value: unknown) => string[] {
  const symbols: Symbols = symbolsOf(host.board.chip.firmware.board);
  const methodsOf = (name: string): string[] => {
    const { methods = [] } = symbols.classes.get(name) ?? {};
    return [...methods, ...(WITH_LENGTH.includes(name) ? ['length'] : [])].sort();
  };

  const ofGlobal = (): string[] => [
    ...keys(world.global),
    ...[...world.builtins.keys()].filter((name) => !symbols.pins.includes(name)).sort(),
    ...symbols.pins,
  ];
  const ofPrototype = (own: string[], info: ClassInfo | undefined): string[] => {
    const listed = info && LISTED[info.name];
    return ['constructor', ...own, ...methodsOf(listed ?? 'Function')];
  };
  const ofFunction = (value: object & ((...args: unknown[]) => unknown)): string[] => {
    const own = keys(value);
    const prototype = world.prototypes.get(value);
    const info = prototype && world.classOfPrototype.get(prototype);
    if (info === undefined) return prototype === undefined ? own : ['prototype', ...own];
    const statics = [...(symbols.classes.get(info.name)?.statics ?? [])].sort();
    // Every object leads to this prototype, so that it is there from the start.
    return [...(info.name === 'Object' ? ['prototype'] : []), ...own, ...statics];
  };
  const ofPlain = (value: object): string[] => {
    const own = keys(value);
    const info = world.classOfPrototype.get(value);
    if (info !== undefined && value !== world.root && !world.shownPrototypes.has(value)) return own;
    if (info !== undefined || Object.hasOwn(value, 'constructor')) return ofPrototype(own, info);
    return [...own, ...[...(world.moduleMembers.get(value) ?? [])].sort()];
  };

  return (value) => {
    let names: string[] = [];
    if (value === world.global) names = ofGlobal();
    else if (isFunction(value)) names = ofFunction(value);
    else if (isPlain(value)) names = ofPlain(value);
    else if (typeof value === 'string' || (typeof value === 'object' && value !== null)) {
      names = keys(value).map(keyOfField);
      if (typeof value === 'string' || Array.isArray(value)) names.push('length');
    }
    return [...new Set(names)];
  };
}
