/** What `@types/espruino` leaves out and the interpreter has, as far as the firmware uses it. */
declare function setTimeout(fn: () => void, delayMs: number): number;
declare function clearTimeout(id: number): void;
declare function print(...values: unknown[]): void;
declare function require(name: string): unknown;
declare function require(name: 'TelnetServer'): { setOptions(options: { mode: 'on' | 'off' }): void };

interface String {
  repeat(count: number): string;
  padEnd(length: number, fill?: string): string;
}

declare const process: {
  /** Free variables; without an argument, or with true, garbage is collected first. */
  memory(collect?: boolean): { free: number };
};
