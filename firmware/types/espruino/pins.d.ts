/** Pins. */

interface Pin {
  valueOf(): number;
  /** Level at an analog input, from 0 to 1. */
  analog(): number;
  getInfo(): {
    port: string;
    num: number;
    mode?: string;
    output?: number;
    functions: { [name: string]: any };
  };
  getMode(): PinMode;
  mode(mode: PinMode): void;
  /** Several lengths follow each other, high and low. */
  pulse(level: boolean | number, timeMs: number | readonly number[]): void;
  pwm(level: number, options?: PwmOptions): void;
  read(): boolean;
  reset(): void;
  set(): void;
  toggle(): boolean;
  write(level: boolean | number): void;
}
interface PinConstructor extends Function {
  new (pin: PinArgument): Pin;
  (pin: PinArgument): Pin;
  readonly prototype: Pin;
}
declare var Pin: PinConstructor;

/** A pin, its number, or its name. */
type PinArgument = Pin | number | `${'A' | 'B' | 'C' | 'D'}${number}`;

type PinMode =
  | 'auto'
  | 'analog'
  | 'input'
  | 'input_pullup'
  | 'input_pulldown'
  | 'output'
  | 'opendrain'
  | 'opendrain_pullup'
  | 'af_output'
  | 'af_opendrain';

interface PwmOptions {
  freq?: number;
  soft?: boolean;
  forceSoft?: boolean;
}

/** An object that stands for a pin, such as one of a port expander. */
interface PinLike {
  read?(): boolean | number;
  write?(level: boolean | number): void;
}

/** Level from 0 to 1. */
declare function analogRead(pin: PinArgument): number;
/** Level from 0 to 1. */
declare function analogWrite(pin: PinArgument, level: number, options?: PwmOptions): void;
declare function digitalPulse(
  pin: PinArgument,
  level: boolean | number,
  timeMs: number | readonly number[],
): void;
/** Of several pins: their bits as one number, the last pin's lowest. */
declare function digitalRead(pin: PinArgument | readonly PinArgument[] | PinLike): number;
declare function digitalWrite(
  pin: PinArgument | readonly PinArgument[] | PinLike,
  level: boolean | number,
): void;
declare function pinMode(pin: PinArgument, mode?: PinMode, automatic?: boolean): void;
declare function getPinMode(pin: PinArgument): PinMode;
declare function shiftOut(
  pins: PinArgument | readonly PinArgument[],
  options: { clk?: PinArgument; clkPol?: boolean | number; repeat?: number },
  data: Data,
): void;
declare function setBusyIndicator(pin?: PinArgument): void;
declare function setSleepIndicator(pin?: PinArgument): void;

interface Waveform {
  running?: boolean;
  freq?: number;
  buffer: ArrayBufferView;
  buffer2?: ArrayBufferView;
  startInput(input: PinArgument, hz: number, options?: { time?: number; repeat?: boolean }): void;
  startOutput(
    output: PinArgument,
    hz: number,
    options?: { time?: number; repeat?: boolean; npin?: PinArgument },
  ): void;
  stop(): void;
}
interface WaveformConstructor extends Function {
  new (
    samples: number | ArrayBufferView | ArrayBuffer,
    options?: { doubleBuffer?: boolean; bits?: 8 | 16 },
  ): Waveform;
  readonly prototype: Waveform;
}
declare var Waveform: WaveformConstructor;

interface NeopixelModule {
  /** Three bytes for each light. */
  write(pin: PinArgument, data: Data): void;
}
