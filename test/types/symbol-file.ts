/** `interpreter-symbols.json` with its parameters and results, which the tools do not need. */
import { readFileSync } from 'node:fs';

/** One function, property or class. */
export interface SymbolEntry {
  /** Letters of the builds that contain it; absent: all. */
  readonly on?: string | undefined;
  readonly k?: string;
  /** Parameters, `name:type`, separated by commas; `...` before the rest. */
  readonly p?: string;
  /** Type of the result or of the property. */
  readonly r?: string;
  readonly instanceOf?: string;
  readonly deprecated?: boolean;
  /** The class whose methods it has, too. */
  readonly proto?: string;
  readonly ctor?: SymbolEntry;
  readonly static?: SymbolTable;
  readonly methods?: SymbolTable;
  readonly props?: SymbolTable;
  readonly events?: SymbolTable;
}
export type SymbolTable = Readonly<Record<string, SymbolEntry>>;

export interface SymbolFile {
  /** Name of the build by its letter. */
  readonly boards: Readonly<Record<string, string>>;
  readonly globals: SymbolTable;
  readonly modules: SymbolTable;
  readonly classes: SymbolTable;
  readonly pins: Readonly<Record<string, { readonly pins: string }>>;
}

/** The symbols of all builds. */
export const SYMBOL_FILE = JSON.parse(
  readFileSync(new URL('../../tools/boards/interpreter-symbols.json', import.meta.url), 'utf8'),
) as SymbolFile;

/** Name of the type of a class's own object, or of its one object. */
export function objectType(name: string, entry: SymbolEntry): string {
  if (name === 'Math' || name === 'JSON') return name;
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return entry.ctor || entry.methods || entry.props ? `${capital}Constructor` : `${capital}Namespace`;
}

/** Name of the type of a built-in module. */
export function moduleType(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Module`;
}

/** Pins of any board, in the order of their numbers. */
export function allPins({ pins }: SymbolFile): string[] {
  const names = new Set(Object.values(pins).flatMap((board) => board.pins.split(' ')));
  return [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
