/** What `@types/espruino` leaves out and the interpreter has, as far as the firmware uses it. */
declare function setTimeout(fn: () => void, delayMs: number): number;
declare function clearTimeout(id: number): void;
declare function print(...values: unknown[]): void;
declare function require(name: string): unknown;

interface String {
  repeat(count: number): string;
  padEnd(length: number, fill?: string): string;
}

declare const process: {
  /** Free variables; without an argument, or with true, garbage is collected first. */
  memory(collect?: boolean): { free: number; total: number };
  /** Of the interpreter, e.g. `2v29`. */
  version: string;
  /** Of the interpreter's build: its board, e.g. `ESP8266_4MB`, who has its console, its modules, comma-separated. */
  env: { BOARD: string; CONSOLE: string; MODULES: string };
};

interface Serial {
  /** Waits until all that was written has left. */
  flush(): void;
  removeAllListeners(event: string): void;
}

declare namespace ESP32 {
  function deepSleep(us: number): void;
}

declare namespace E {
  function CRC32(data: string): number;
  /** Moves the interpreter's console; null: nowhere. */
  function setConsole(port: Serial | null): void;
}

interface ObjectConstructor {
  assign<A extends object, B extends object>(target: A, source: B): A & B;
}
