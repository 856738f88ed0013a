/** Serial lines, and what else carries a stream of bytes. */

interface SerialOptions {
  rx?: PinArgument;
  tx?: PinArgument;
  ck?: PinArgument;
  cts?: PinArgument;
  bytesize?: number;
  parity?: null | 'none' | 'odd' | 'o' | 'even' | 'e';
  stopbits?: number;
  flow?: null | 'none' | 'xon';
  errors?: boolean;
  /** Of the device, on Linux. */
  path?: string;
}
interface PipeOptions {
  chunkSize?: number;
  /** Whether the end of the source ends the destination; default: true. */
  end?: boolean;
  complete?(): void;
}
/** Where a pipe leads: `false` from `write` waits for the event `drain`. */
interface PipeDestination {
  write(data: string): any;
}

interface Serial {
  setup(baud: number, options?: SerialOptions): void;
  setup(options: SerialOptions & { baud?: number }): void;
  unsetup(): void;
  available(): number;
  /** Waits until all that was written has left. */
  flush(): void;
  /** Puts data into the input, as if it had arrived. */
  inject(...data: Data[]): void;
  isConnected(): boolean;
  pipe(destination: PipeDestination, options?: PipeOptions): void;
  print(text: any): void;
  println(text?: any): void;
  read(count?: number): string | undefined;
  setConsole(force?: boolean): void;
  write(...data: Data[]): void;
  on(event: 'data', listener: (bytes: string) => void): void;
  on(event: 'framing' | 'parity', listener: () => void): void;
  on(event: string, listener: (...args: any[]) => void): void;
}
interface SerialConstructor extends Function {
  /** In software, on any pins. */
  new (): Serial;
  readonly prototype: Serial;
  /** @deprecated */
  find(pin: PinArgument): Serial | undefined;
}
declare var Serial: SerialConstructor;
