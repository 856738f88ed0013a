/** The interpreter itself: console, modules, memory. */

/** On the console; several values stand in one line. */
declare function print(...values: any[]): void;
interface ConsoleNamespace {
  debug(...values: any[]): void;
  error(...values: any[]): void;
  info(...values: any[]): void;
  log(...values: any[]): void;
  trace(...values: any[]): void;
  warn(...values: any[]): void;
}
declare var console: ConsoleNamespace;

/** Names of the root; what is put here is a variable for all code. */
declare var global: typeof globalThis & { [name: string]: any };

/** A built-in module, or one in Storage or added with `Modules.addCached`. */
declare function require<N extends keyof ModulesByName>(name: N): ModulesByName[N];
declare function require(name: string): any;
declare function atob(base64: string): string;
declare function btoa(bytes: string | ArrayBuffer | ArrayBufferView): string;
declare function encodeURIComponent(text: any): string;
/** Throws for `%80` and above. */
declare function decodeURIComponent(text: string): string;
/** Runs in the scope of the caller. */
declare function eval(code: any): any;
declare function getSerial(): string;
declare function load(file?: string): void;
declare function peek8(address: number, count: number): Uint8Array;
declare function peek8(address: number): number;
declare function peek16(address: number, count: number): Uint16Array;
declare function peek16(address: number): number;
declare function peek32(address: number, count: number): Uint32Array;
declare function peek32(address: number): number;
declare function poke8(address: number, value: number | readonly number[] | ArrayBufferView): void;
declare function poke16(address: number, value: number | readonly number[] | ArrayBufferView): void;
declare function poke32(address: number, value: number | readonly number[] | ArrayBufferView): void;

interface MemoryUse {
  free: number;
  usage: number;
  total: number;
  history: number;
  /** Bytes of one variable. */
  blocksize: number;
  gc?: number;
  gctime?: number;
  stackEndAddress?: number;
  flash_start?: number;
  flash_length?: number;
  /** After 2v29. */
  rx?: { used: number; total: number };
  /** After 2v29. */
  tx?: { used: number; total: number };
}
interface ProcessNamespace {
  readonly env: {
    readonly VERSION: string;
    /** Of the interpreter's build, e.g. `ESP8266_4MB`. */
    readonly BOARD: string;
    /** Who has the console. */
    readonly CONSOLE: string;
    /** Names, separated by commas. */
    readonly MODULES: string;
    readonly [name: string]: any;
  };
  /** Counts variables; without an argument, or with true, garbage is collected first. */
  memory(collect?: boolean): MemoryUse;
  /** Of the interpreter, e.g. `2v29`. */
  readonly version: string;
  on(event: 'uncaughtException', listener: (error: any) => void): void;
  on(event: string, listener: (...args: any[]) => void): void;
}
declare var process: ProcessNamespace;

interface ModulesNamespace {
  addCached(name: string, code: string | (() => void)): void;
  getCached(): string[];
  removeAllCached(): void;
  removeCached(name: string): void;
}
declare var Modules: ModulesNamespace;

interface ENamespace {
  CRC32(data: Data): number;
  clip(x: number, min: number, max: number): number;
  decodeUTF8(
    text: string,
    lookup: readonly string[] | { [codePoint: string]: string },
    replacement: string | ((codePoint: number) => string),
  ): string;
  enableWatchdog(seconds: number, isAutomatic?: boolean): void;
  /** null: the console is nowhere. */
  getConsole(): Serial | null;
  /** Clears them, too. */
  getErrorFlags(): string[];
  getFlags(): { [name: string]: number };
  getSizeOf(value: any): number;
  getSizeOf(value: any, depth: number): any[];
  mapInPlace(
    from: ArrayBuffer | ArrayBufferView,
    to: ArrayBuffer | ArrayBufferView,
    map?: ((value: number, index: number) => number) | readonly number[] | ArrayBufferView,
    bits?: number,
  ): void;
  /** Honours `drain`. */
  pipe(
    source: string | StorageFile | { read(count: number): string | undefined },
    destination: PipeDestination,
    options?: PipeOptions,
  ): void;
  setBootCode(code?: string, isAlways?: boolean): void;
  /** null: the console is nowhere. */
  setConsole(device: Serial | string | null, options?: { force?: boolean }): void;
  setFlags(flags: { [name: string]: boolean | number }): void;
  setPassword(password?: string): void;
  setTimeZone(hours: number): void;
  sum(list: readonly number[] | ArrayBufferView): number;
  /** undefined when no run of free memory is long enough. */
  toArrayBuffer(text: string): ArrayBuffer | undefined;
  /** A text in which each byte is one character; undefined when no run of free memory is long enough. */
  toString(...data: Data[]): string | undefined;
  toJS(value: any): string;
  toUint8Array(...data: Data[]): Uint8Array;
  variance(list: readonly number[] | ArrayBufferView, mean: number): number;
  on(event: 'init' | 'kill', listener: () => void): void;
  on(event: 'errorFlag', listener: (flags: string[]) => void): void;
  on(event: string, listener: (...args: any[]) => void): void;
}
declare var E: ENamespace;

interface CryptoModule {
  readonly AES: AESNamespace;
  PBKDF2(
    passphrase: string,
    salt: string,
    options?: {
      keySize?: number;
      iterations?: number;
      hasher?: 'SHA1' | 'SHA224' | 'SHA256' | 'SHA384' | 'SHA512';
    },
  ): ArrayBuffer;
  SHA1(message: Data): ArrayBuffer;
  SHA224(message: Data): ArrayBuffer;
  SHA256(message: Data): ArrayBuffer;
  SHA384(message: Data): ArrayBuffer;
  SHA512(message: Data): ArrayBuffer;
}
interface HeatshrinkModule {
  compress(data: Data): ArrayBuffer;
  decompress(data: Data): ArrayBuffer;
}
