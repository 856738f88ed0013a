/**
 * What the program holds, in the interpreter's variables: an estimate, walked over everything in reach with the costs
 * that were measured on the interpreter. Native objects' own needs and fragmentation are not in it.
 */
import type { EngineMemory } from '../engine.ts';
import type { Machine } from './machine.ts';
import { isBuffer, isFunction, isPlain, isView, Pin } from './values.ts';
import type { Closure } from './world.ts';

/** Variables in use before any program runs. */
const EMPTY_BOARD = 33;
/** Bytes of a key or a string that its first variable holds. */
const KEY_FIRST = 4;
const TEXT_FIRST = 8;
/** What a variable of so many bytes keeps for itself when it carries on a text. */
const LINK_BYTES = 4;
/** A flat block: header and rounding. */
const FLAT = 3;
/** A function whose text lies in flash: the key of the text, and the pointer. */
const FLASH_TEXT = 2;
/** `prototype` and its `constructor`, keys both of them long. */
const PROTOTYPE = 4;
const TIMER = 5;
const INTERVAL = 7;
/** The array that keeps a timer's arguments, under its key. */
const ARGUMENTS = 2;
/** What native parts keep beside the object that the program sees. */
const NETWORK: Readonly<Record<string, number>> = { Socket: 4, Server: 12, dgramSocket: 12 };
/** From this length on a text in RAM is kept flat. */
export const FLAT_FROM = 40;

function isSmallInteger(value: unknown, cellBytes: number): boolean {
  const limit = cellBytes >= 14 ? 0x8000 : 0x800;
  return value === undefined || (Number.isInteger(value) && Math.abs(value as number) < limit);
}

class Walk {
  /** Texts in flash that something points to. */
  readonly flashTexts = new Set<string>();
  private readonly seen = new Set<unknown>();
  private readonly machine: Machine;
  private readonly cellBytes: number;

  constructor(machine: Machine) {
    this.machine = machine;
    this.cellBytes = machine.host.board.chip.variables.sizeBytes;
  }

  private text(length: number, first: number): number {
    return 1 + Math.max(0, Math.ceil((length - first) / (this.cellBytes - LINK_BYTES)));
  }

  /** A name with its value. */
  private field(key: string, value: unknown): number {
    const name = this.text(key.length, KEY_FIRST);
    return isSmallInteger(value, this.cellBytes) ? name : name + this.value(value);
  }

  private fields(object: object): number {
    let count = 0;
    for (const key of Object.keys(object)) {
      const own = Object.getOwnPropertyDescriptor(object, key);
      count +=
        own?.get || own?.set ? 2 + this.value(own.get) + this.value(own.set) : this.field(key, own?.value);
    }
    return count;
  }

  value(value: unknown): number {
    if (value === undefined) return 0;
    if (typeof value === 'string') {
      if (value.length >= FLAT_FROM && this.machine.flashTexts.has(value)) {
        this.flashTexts.add(value);
        return 1;
      }
      return value.length >= FLAT_FROM ? this.flat(value.length) : this.text(value.length, TEXT_FIRST);
    }
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || value instanceof Pin)
      return 1;
    if (this.seen.has(value)) return 0;
    this.seen.add(value);
    if (isFunction(value)) return this.function(value);
    if (Array.isArray(value)) return 1 + this.elements(value);
    if (isBuffer(value)) return 1 + this.flat(value.byteLength);
    if (isView(value)) return 1 + this.value(value.buffer);
    return 1 + this.fields(value) + this.inherited(value) + this.promised(value);
  }

  private flat(bytes: number): number {
    return FLAT - 1 + Math.ceil(bytes / this.cellBytes);
  }

  private elements(items: readonly unknown[]): number {
    let count = 0;
    for (const key of Object.keys(items)) count += this.field('', items[Number(key)]);
    return count;
  }

  private inherited(value: object): number {
    const prototype = Object.getPrototypeOf(value) as object | null;
    if (!prototype || prototype === this.machine.world.root) return 0;
    const isBuiltIn = this.machine.world.classOfPrototype.has(prototype);
    return 2 + (isBuiltIn ? 0 : this.value(prototype));
  }

  private promised(value: object): number {
    const held = isPlain(value) ? this.machine.promises.held(value) : undefined;
    return held ? held.reduce<number>((total, one) => total + this.value(one), 4) : 0;
  }

  private function(fn: (...args: never[]) => unknown): number {
    const closure = this.machine.world.closures.get(fn as never);
    if (!closure) return 1;
    const prototype = this.machine.world.prototypes.get(fn as never);
    const own = prototype ? PROTOTYPE + this.value(prototype) : 0;
    return 1 + this.fields(fn) + own + this.code(closure) + this.scopes(closure);
  }

  private code({ unit, index }: Closure): number {
    const facts = unit?.functions[index];
    if (!facts || !unit) return 0;
    const names = facts.parameters.reduce((total, name) => total + this.text(name.length + 1, KEY_FIRST), 0);
    const length = facts.end - facts.start;
    if (length === 0) return names;
    return names + (unit.file === '' ? 1 + this.value('x'.repeat(length)) : FLASH_TEXT);
  }

  private scopes({ scopes }: Closure): number {
    if (scopes.length === 0) return 0;
    return scopes.reduce(
      (total, scope) => total + this.value(scope),
      scopes.length > 1 ? 1 + scopes.length : 1,
    );
  }

  /** Names at the root, timers and queued calls. */
  roots(): number {
    const { world, timers } = this.machine;
    let count = this.fields(world.global);
    for (const { fn, args, intervalMs } of timers.all()) {
      count += (intervalMs > 0 ? INTERVAL : TIMER) + this.value(fn);
      if (args.length > 0) count += ARGUMENTS + this.elements(args);
    }
    for (const [object, className] of this.machine.live)
      count += (NETWORK[className] ?? 0) + this.value(object);
    return count + this.machine.held().reduce<number>((total, one) => total + this.value(one), 0);
  }
}

/** What one value holds, with everything in reach of it. */
export function sizeOf(machine: Machine, value: unknown): number {
  return new Walk(machine).value(value);
}

/** Texts in flash that the program still points to. */
export function heldFlashTexts(machine: Machine): ReadonlySet<string> {
  const walk = new Walk(machine);
  walk.roots();
  return walk.flashTexts;
}

/** What the whole program holds. */
export function memoryOf(machine: Machine): EngineMemory {
  const total = machine.host.board.chip.variables.count;
  const usage = Math.min(total, EMPTY_BOARD + new Walk(machine).roots());
  return { total, usage, free: total - usage };
}
