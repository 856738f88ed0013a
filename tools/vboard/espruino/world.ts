/** The board's world: its global object, built-in classes and modules, and the functions that the program made. */
import type { EngineHost } from '../engine.ts';
import { createPulse, type Pulse } from './pulse.ts';
import type { Unit } from './transform/unit.ts';
import type { Fn, Native, Obj } from './values.ts';

/** A function of the program: replaced as a whole when it is declared again. */
export interface Closure {
  unit: Unit | null;
  index: number;
  scopes: readonly Obj[];
  /** `this` that an arrow keeps, or NOT_BOUND. */
  bound: unknown;
  body: (T: unknown, A: unknown[], F: Fn) => unknown;
}

export const NOT_BOUND: unique symbol = Symbol('not bound');

export interface ClassInfo {
  readonly name: string;
  readonly statics: Map<string, unknown>;
  /** Statics that are read anew each time. */
  readonly staticGetters: Map<string, () => unknown>;
  readonly methods: Map<string, unknown>;
  /** Members that are read, not called. */
  readonly getters: Map<string, (of: object) => unknown>;
  readonly prototype: Obj;
  construct: ((args: unknown[]) => unknown) | undefined;
  /** The function that the program sees under the class's name. */
  readonly value: Fn;
}

/** What the console does around what others print. */
export interface Terminal {
  /** Something is about to be printed: the line being typed goes off the screen. */
  aside(): void;
  /** The interpreter is idle again: the line comes back. */
  settle(): void;
  /** Name of the device that has the console. */
  deviceName(): string | null;
}

export interface World {
  readonly host: EngineHost;
  /** Set by the console; until then nobody types. */
  terminal: Terminal;
  readonly pulse: Pulse;
  readonly global: Obj;
  /** What every plain object inherits from. */
  readonly root: Obj;
  /** What every scope object inherits from: nothing, yet quick to look up. */
  readonly scopeRoot: object;
  readonly constants: Set<string>;
  /** Built-in globals: made when first asked for. */
  readonly builtins: Map<string, () => unknown>;
  readonly classes: Map<string, ClassInfo>;
  readonly classOfPrototype: WeakMap<object, ClassInfo>;
  /** Prototypes of built-in classes that `__proto__` has led to. */
  readonly shownPrototypes: WeakSet<object>;
  readonly modules: Map<string, () => Obj>;
  /** What the interpreter's table has of a built-in module. */
  readonly moduleMembers: WeakMap<object, ReadonlySet<string>>;
  readonly closures: WeakMap<Fn, Closure>;
  readonly natives: WeakMap<Fn, string>;
  readonly prototypes: WeakMap<Fn, Obj>;
  /** Sends bytes to the console. */
  write(bytes: string): void;
  /** Sends text to the console, with line ends as a terminal wants them. */
  console(text: string): void;
  native(name: string, implementation: Native): Fn;
  classInfo(name: string): ClassInfo;
  define(className: string, methods: Record<string, Native>): void;
  defineStatics(name: string, members: Record<string, unknown>): void;
  defineGlobals(members: Record<string, Native>): void;
}

function lazily(make: () => unknown): () => unknown {
  let made: { value: unknown } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

export function createWorld(host: EngineHost, onTick?: () => void): World {
  const root: Obj = Object.create(null) as Obj;
  const world: World = {
    host,
    terminal: { aside() {}, settle() {}, deviceName: () => null },
    pulse: createPulse(onTick),
    root,
    global: Object.create(root) as Obj,
    scopeRoot: Object.freeze(Object.create(null) as object),
    constants: new Set(),
    builtins: new Map(),
    classes: new Map(),
    classOfPrototype: new WeakMap(),
    shownPrototypes: new WeakSet(),
    modules: new Map(),
    moduleMembers: new WeakMap(),
    closures: new WeakMap(),
    natives: new WeakMap(),
    prototypes: new WeakMap(),
    write: (bytes) => host.onConsole(bytes),
    console(text) {
      world.terminal.aside();
      world.write(text.replaceAll('\n', '\r\n'));
    },
    native(name, implementation) {
      const native$ = function (this: unknown, ...args: unknown[]): unknown {
        return implementation.apply(this, args);
      };
      world.natives.set(native$, name);
      return native$;
    },
    classInfo(name) {
      const known = world.classes.get(name);
      if (known) return known;
      const made = createClass(world, name);
      world.classes.set(name, made);
      return made;
    },
    define(className, methods) {
      const info = world.classInfo(className);
      for (const [name, method] of Object.entries(methods))
        info.methods.set(name, world.native(name, method));
    },
    defineStatics(name, members) {
      const info = world.classInfo(name);
      for (const [key, member] of Object.entries(members)) {
        info.statics.set(key, typeof member === 'function' ? world.native(key, member as Native) : member);
      }
    },
    defineGlobals(members) {
      for (const [name, member] of Object.entries(members)) {
        world.builtins.set(
          name,
          lazily(() => world.native(name, member)),
        );
      }
    },
  };
  return world;
}

function createClass(world: World, name: string): ClassInfo {
  const prototype = name === 'Object' ? world.root : (Object.create(world.root) as Obj);
  const value = world.native(name, (...args) => {
    if (!info.construct) throw new Error(`${name} is not on the virtual board yet`);
    return info.construct(args);
  });
  const info: ClassInfo = {
    name,
    statics: new Map(),
    staticGetters: new Map(),
    methods: new Map(),
    getters: new Map(),
    prototype,
    construct: undefined,
    value,
  };
  world.classOfPrototype.set(prototype, info);
  world.prototypes.set(value, prototype);
  Object.defineProperty(prototype, 'constructor', {
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
  world.builtins.set(name, () => value);
  return info;
}
