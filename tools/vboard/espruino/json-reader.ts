/** Reads JSON as leniently as the interpreter does: quotes of both kinds, trailing commas, whatever follows. */
import { makeError } from './errors.ts';
import { numberOf } from './numbers.ts';
import { fieldOf, type Obj } from './values.ts';
import type { World } from './world.ts';

const NUMERAL = /^(?:0[xX][\da-fA-F]+|0[bB][01]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/;
const STRING = /^(?:"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*')/;
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  a: '\x07',
};

const RESERVED = new Set(['true', 'false', 'null', 'undefined']);

class Reader {
  private readonly world: World;
  private readonly text: string;
  private readonly takesBareNames: boolean;
  private at = 0;

  constructor(world: World, text: string, takesBareNames: boolean) {
    this.world = world;
    this.text = text;
    this.takesBareNames = takesBareNames;
  }

  private peek(): string {
    while (/\s/.test(this.text.charAt(this.at))) this.at += 1;
    return this.text.charAt(this.at);
  }

  private token(): string {
    const rest = this.text.slice(this.at);
    if (rest === '') return 'EOF';
    const word = /^[A-Za-z_$][\w$]*/.exec(rest)?.[0];
    if (word && RESERVED.has(word)) return word;
    if (word) return `ID:${word}`;
    if (/^["']/.test(rest)) return STRING.test(rest) ? 'STRING' : 'UNFINISHED STRING';
    const numeral = NUMERAL.exec(rest)?.[0];
    if (numeral === undefined) return `'${rest.charAt(0)}'`;
    return /^0[xb]|^\d+$/i.test(numeral) ? 'INT' : 'FLOAT';
  }

  private fault(message: string): never {
    throw makeError(this.world, 'SyntaxError', message);
  }

  private match(character: string): void {
    if (this.peek() !== character) this.fault(`Got ${this.token()} expected '${character}'`);
    this.at += 1;
  }

  private string(): string {
    const raw = STRING.exec(this.text.slice(this.at))?.[0];
    if (raw === undefined) return this.fault('Expecting valid value, got UNFINISHED STRING');
    this.at += raw.length;
    const isWide = this.world.host.board.chip.hasUnicode;
    return raw
      .slice(1, -1)
      .replaceAll(
        /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([0-7]{1,3})|([\s\S]))/g,
        (_, wide, hex, octal, one) => {
          if (wide)
            return String.fromCharCode(Number.parseInt(wide as string, 16) & (isWide ? 0xffff : 0xff));
          if (hex) return String.fromCharCode(Number.parseInt(hex as string, 16));
          if (octal) return String.fromCharCode(Number.parseInt(octal as string, 8) & 0xff);
          return ESCAPES[one as string] ?? (one as string);
        },
      );
  }

  value(): unknown {
    const next = this.peek();
    if (next === '"' || next === "'") return this.string();
    if (next === '[') return this.array();
    if (next === '{') return this.object();
    if (next === '-') {
      this.at += 1;
      const value = this.value();
      return typeof value === 'number' ? 0 - value : this.fault(`Expecting number after '-'`);
    }
    const rest = this.text.slice(this.at);
    const numeral = NUMERAL.exec(rest)?.[0];
    if (numeral !== undefined) {
      this.at += numeral.length;
      return numberOf(numeral);
    }
    const word = /^(?:true|false|null)(?![\w$])/.exec(rest)?.[0];
    if (word === undefined)
      return this.fault(`Expecting valid value, got ${this.token().replace(/^ID:.*/, 'ID')}`);
    this.at += word.length;
    return { true: true, false: false, null: null }[word];
  }

  private array(): unknown[] {
    const made: unknown[] = [];
    this.match('[');
    while (this.peek() !== ']') {
      made.push(this.value());
      if (this.peek() !== ']') this.match(',');
    }
    this.match(']');
    return made;
  }

  private object(): Obj {
    const made = Object.create(this.world.root) as Obj;
    this.match('{');
    while (this.peek() !== '}') {
      const next = this.peek();
      if (next === '') this.fault("Got EOF expected '}'");
      const bare = this.takesBareNames
        ? /^(?:[A-Za-z_$][\w$]*|\d+)/.exec(this.text.slice(this.at))?.[0]
        : undefined;
      if (bare === undefined && next !== '"' && next !== "'")
        this.fault(`Got ${this.token()} expected STRING`);
      if (bare !== undefined) this.at += bare.length;
      const key = bare ?? this.string();
      this.match(':');
      const value = this.value();
      if (key === '__proto__') Object.setPrototypeOf(made, value as object);
      else if (!Object.hasOwn(made, fieldOf(key))) made[fieldOf(key)] = value;
      if (this.peek() !== '}') this.match(',');
    }
    this.match('}');
    return made;
  }
}

/** `takesBareNames`: as `Storage.readJSON` reads it, names of fields without quotes. @throws a SyntaxError of the board's world. */
export function readJson(world: World, text: string, takesBareNames = false): unknown {
  return new Reader(world, text, takesBareNames).value();
}
