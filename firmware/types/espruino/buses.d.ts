/** I2C, SPI and 1-Wire. */

/** What natives take as bytes: a number is one, a string its own, a list those of its elements. */
type Data = number | string | ArrayBuffer | ArrayBufferView | readonly Data[] | { data: Data; count: number };

interface I2CAddress {
  address: number;
  /** Whether a stop follows; default: true. */
  stop?: boolean;
}
interface I2C {
  setup(options: { scl?: PinArgument; sda?: PinArgument; bitrate?: number; slaveAddr?: number }): void;
  /** Throws when nobody acknowledges. */
  writeTo(address: number | I2CAddress, ...data: Data[]): void;
  /** Throws when nobody acknowledges. */
  readFrom(address: number | I2CAddress, count: number): Uint8Array;
  readReg(address: number, register: number, count: number): Uint8Array;
}
interface I2CConstructor extends Function {
  /** In software, on any pins. */
  new (): I2C;
  readonly prototype: I2C;
  /** @deprecated */
  find(pin: PinArgument): I2C | undefined;
}
declare var I2C: I2CConstructor;

interface SPI {
  setup(options: {
    sck?: PinArgument;
    miso?: PinArgument;
    mosi?: PinArgument;
    baud?: number;
    mode?: 0 | 1 | 2 | 3;
    order?: 'msb' | 'lsb';
    bits?: number;
  }): void;
  send(data: number, chipSelect?: PinArgument): number;
  send(data: string, chipSelect?: PinArgument): string;
  send(data: Data, chipSelect?: PinArgument): Uint8Array;
  send4bit(data: Data, zero: number, one: number, chipSelect?: PinArgument): void;
  send8bit(data: Data, zero: number, one: number, chipSelect?: PinArgument): void;
  /** The last argument may be the pin for chip select. */
  write(...data: (Data | Pin)[]): void;
}
interface SPIConstructor extends Function {
  /** In software, on any pins. */
  new (): SPI;
  readonly prototype: SPI;
  /** @deprecated */
  find(pin: PinArgument): SPI | undefined;
}
declare var SPI: SPIConstructor;

interface OneWire {
  reset(): boolean;
  select(rom: string): void;
  skip(): void;
  read(): number;
  read(count: number): Uint8Array;
  write(data: Data, power?: boolean): void;
  search(command?: number): string[];
}
interface OneWireConstructor extends Function {
  new (pin: PinArgument): OneWire;
  readonly prototype: OneWire;
}
declare var OneWire: OneWireConstructor;
