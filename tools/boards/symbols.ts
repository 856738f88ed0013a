/** The built-ins of each interpreter build, from `interpreter-symbols.json`: names, kinds and members, no behaviour. */
import { readFileSync } from 'node:fs';
import { ToolError } from '../errors.ts';

/** What one interpreter build offers to a program. */
export interface Symbols {
  /** Functions, objects and variables at the root; classes and pins apart. */
  readonly globals: ReadonlySet<string>;
  /** `D0`, `A0`, ... */
  readonly pins: readonly string[];
  /** `require(name)` and its members; `static` members of the module object. */
  readonly modules: ReadonlyMap<string, ReadonlySet<string>>;
  readonly classes: ReadonlyMap<string, ClassSymbols>;
  /** Of a name in `globals`: what kind it is, and for a ready-made object the class it is an instance of. */
  readonly kinds: ReadonlyMap<string, GlobalKind>;
}

export interface ClassSymbols {
  readonly hasConstructor: boolean;
  readonly statics: ReadonlySet<string>;
  /** Found on instances by look-up in C; no own members of `X.prototype`. */
  readonly methods: ReadonlySet<string>;
}

export interface GlobalKind {
  readonly kind: 'function' | 'object' | 'variable';
  readonly instanceOf: string | undefined;
}

interface Entry {
  /** Letters of the builds that contain it; absent: all. */
  readonly on?: string;
  readonly k?: string;
  readonly instanceOf?: string;
  readonly ctor?: unknown;
  readonly static?: Readonly<Record<string, Entry>>;
  readonly methods?: Readonly<Record<string, Entry>>;
}

interface SymbolFile {
  readonly boards: Readonly<Record<string, string>>;
  readonly globals: Readonly<Record<string, Entry>>;
  readonly modules: Readonly<Record<string, Entry>>;
  readonly classes: Readonly<Record<string, Entry>>;
  readonly pins: Readonly<Record<string, { readonly pins: string }>>;
}

let file: SymbolFile | undefined;
const known = new Map<string, Symbols>();

/**
 * The built-ins of one interpreter build, e.g. `ESP8266_4MB`.
 * @throws ToolError SYMBOLS_UNKNOWN when the table has no such build.
 */
export function symbolsOf(firmwareBoard: string): Symbols {
  const found = known.get(firmwareBoard) ?? readSymbols(firmwareBoard);
  known.set(firmwareBoard, found);
  return found;
}

function readSymbols(firmwareBoard: string): Symbols {
  file ??= JSON.parse(
    readFileSync(new URL('./interpreter-symbols.json', import.meta.url), 'utf8'),
  ) as SymbolFile;
  const { boards, globals, modules, classes, pins } = file;
  const letter = Object.keys(boards).find((key) => boards[key] === firmwareBoard);
  if (letter === undefined) {
    throw new ToolError(
      'SYMBOLS_UNKNOWN',
      `interpreter-symbols.json: no entry for the interpreter build "${firmwareBoard}".`,
      { help: `Use one of ${Object.values(boards).join(', ')}.` },
    );
  }
  const here = (entries: Readonly<Record<string, Entry>> = {}): [string, Entry][] =>
    Object.entries(entries).filter(([, entry]) => entry.on?.includes(letter) ?? true);
  const names = (entries?: Readonly<Record<string, Entry>>) => new Set(here(entries).map(([name]) => name));
  return {
    globals: names(globals),
    pins: pins[firmwareBoard]?.pins.split(' ') ?? [],
    modules: new Map(here(modules).map(([name, entry]) => [name, names(entry.static)])),
    classes: new Map(
      here(classes).map(([name, entry]) => [
        name,
        {
          hasConstructor: entry.ctor !== undefined,
          statics: names(entry.static),
          methods: names(entry.methods),
        },
      ]),
    ),
    kinds: new Map(
      here(globals).map(([name, entry]) => [
        name,
        { kind: entry.k as GlobalKind['kind'], instanceOf: entry.instanceOf },
      ]),
    ),
  };
}
