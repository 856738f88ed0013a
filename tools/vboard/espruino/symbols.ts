/** Trims the world to what this board's interpreter has, and names what the virtual board does not have yet. */
import { type Symbols, symbolsOf } from '../../boards/symbols.ts';
import { fail } from './errors.ts';
import type { Machine } from './machine.ts';
import { type Fn, type Obj, Pin } from './values.ts';
import type { ClassInfo, World } from './world.ts';

function stub(world: World, name: string): Fn {
  return world.native(name, () => fail(world, `${name} is not on the virtual board yet`));
}

function trim(members: Map<string, unknown>, wanted: ReadonlySet<string>): void {
  for (const name of members.keys()) if (!wanted.has(name)) members.delete(name);
}

function fitClass(
  world: World,
  info: ClassInfo,
  wanted: { statics: ReadonlySet<string>; methods: ReadonlySet<string> },
): void {
  trim(info.statics, wanted.statics);
  trim(info.methods, wanted.methods);
  for (const name of wanted.statics) {
    if (!info.statics.has(name) && !info.staticGetters.has(name) && !Object.hasOwn(info.value, name))
      info.statics.set(name, stub(world, `${info.name}.${name}`));
  }
  for (const name of wanted.methods) {
    if (!info.methods.has(name)) info.methods.set(name, stub(world, `${info.name}.${name}`));
  }
}

function fitClasses(world: World, symbols: Symbols): void {
  for (const [name, wanted] of symbols.classes) {
    const isNew = !world.classes.has(name) && !world.builtins.has(name);
    if (world.builtins.has(name) && !world.classes.has(name)) continue;
    const info = world.classInfo(name);
    if (isNew && wanted.hasConstructor)
      info.construct = () => fail(world, `${name} is not on the virtual board yet`);
    fitClass(world, info, wanted);
  }
  for (const name of [...world.classes.keys()]) {
    if (!symbols.classes.has(name)) world.builtins.delete(name);
  }
}

function fitGlobals(world: World, symbols: Symbols): void {
  for (const name of [...world.builtins.keys()]) {
    if (!symbols.globals.has(name) && !symbols.classes.has(name)) world.builtins.delete(name);
  }
  for (const [name, { kind, instanceOf }] of symbols.kinds) {
    if (world.builtins.has(name) || name === 'arguments' || name === 'eval') continue;
    if (kind === 'function') world.builtins.set(name, () => made);
    else if (instanceOf) world.builtins.set(name, () => object);
    const made = stub(world, name);
    const object = Object.create(world.classInfo(instanceOf ?? 'Object').prototype) as Obj;
  }
}

function fitModules(world: World, symbols: Symbols): void {
  for (const name of [...world.modules.keys()]) if (!symbols.modules.has(name)) world.modules.delete(name);
  for (const [name, members] of symbols.modules) {
    const make = world.modules.get(name);
    world.modules.set(name, () => {
      const exports = make ? make() : (Object.create(world.root) as Obj);
      for (const member of members) {
        if (exports[member] !== undefined) continue;
        Object.defineProperty(exports, member, {
          value: stub(world, `${name}.${member}`),
          enumerable: false,
        });
      }
      world.moduleMembers.set(exports, members);
      return exports;
    });
  }
}

/** Pins by name; also `LED1` and such, where the board's build has them. */
function addPins(world: World, symbols: Symbols): void {
  const pins: Pin[] = [];
  symbols.pins.forEach((name, index) => {
    const digits = /\d+$/.exec(name)?.[0];
    const pin = new Pin(name.startsWith('D') && digits ? Number(digits) : index, name);
    world.builtins.set(name, () => pin);
    pins.push(pin);
  });
  world.classInfo('Pin').construct = ([given]) => {
    if (given instanceof Pin) return given;
    return pins.find((pin) => pin.number === given || pin.name === given);
  };
}

/** Call it once, after all built-ins and hardware modules are in place. */
export function fitToBoard({ world, host }: Machine): void {
  const symbols = symbolsOf(host.board.chip.firmware.board);
  fitGlobals(world, symbols);
  fitClasses(world, symbols);
  fitModules(world, symbols);
  addPins(world, symbols);
}
