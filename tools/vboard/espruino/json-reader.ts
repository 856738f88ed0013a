/** Reads JSON as leniently as the interpreter does: trailing commas, programs' numbers and strings, whatever follows. */
import { fail } from './errors.ts';
import { jsonTokens, type Token } from './json-tokens.ts';
import { numberOf } from './numbers.ts';
import { fieldOf, type Obj } from './values.ts';
import type { World } from './world.ts';

/** A minus without a number ends everything, but is no error: the whole text is `undefined` then. */
const NOTHING = Symbol('nothing');

class Reader {
  private readonly world: World;
  private readonly next: () => Token;
  private readonly takesBareNames: boolean;
  private token: Token;

  constructor(world: World, text: string, takesBareNames: boolean) {
    this.world = world;
    this.next = jsonTokens(world, text);
    this.takesBareNames = takesBareNames;
    this.token = this.next();
  }

  private fault(message: string): never {
    return fail(this.world, message, 'SyntaxError');
  }

  private take(): Token {
    const taken = this.token;
    this.token = this.next();
    return taken;
  }

  private isSign(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.text === sign;
  }

  private match(sign: string): void {
    if (!this.isSign(sign)) this.fault(`Got ${this.token.longName} expected '${sign}'`);
    this.take();
  }

  value(): unknown {
    const { kind, text, name } = this.token;
    if (kind === 'string') return this.take().text;
    if (kind === 'number') return numberOf(this.take().text.replace(/[eE][+-]?$/, ''));
    if (kind === 'word' && /^(?:true|false|null)$/.test(text)) {
      this.take();
      return text === 'null' ? null : text === 'true';
    }
    if (this.isSign('[')) return this.array();
    if (this.isSign('{')) return this.object();
    if (!this.isSign('-')) return this.fault(`Expecting valid value, got ${name}`);
    this.take();
    return this.token.kind === 'number' ? 0 - (this.value() as number) : NOTHING;
  }

  private array(): unknown {
    const made: unknown[] = [];
    this.match('[');
    while (!this.isSign(']')) {
      const value = this.value();
      if (value === NOTHING) return NOTHING;
      made.push(value);
      if (!this.isSign(']')) this.match(',');
    }
    this.match(']');
    return made;
  }

  private object(): unknown {
    const made = Object.create(this.world.root) as Obj;
    this.match('{');
    for (;;) {
      const { kind, name, longName } = this.token;
      const isBare = kind === 'word' || name === 'INT';
      if (kind !== 'string' && !isBare) break;
      if (isBare && !this.takesBareNames) this.fault(`Got ${longName} expected STRING`);
      const key = this.take().text;
      this.match(':');
      const value = this.value();
      if (value === NOTHING) return NOTHING;
      if (key === '__proto__') Object.setPrototypeOf(made, value as object);
      else if (!Object.hasOwn(made, fieldOf(key))) made[fieldOf(key)] = value;
      if (!this.isSign('}')) this.match(',');
    }
    this.match('}');
    return made;
  }
}

/** `takesBareNames`: as `Storage.readJSON` reads it, names of fields without quotes. @throws a SyntaxError of the board's world. */
export function readJson(world: World, text: string, takesBareNames = false): unknown {
  const value = new Reader(world, text, takesBareNames).value();
  return value === NOTHING ? undefined : value;
}
