/** The pins' levels: what the program drives, what the outside (a button, a test) drives, and who watches. */

export type Level = 0 | 1;

/** How the program has set a pin up; `auto` until it says so. */
export type PinMode =
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

export interface Gpio {
  mode(pin: number): PinMode;
  setMode(pin: number, mode: PinMode): void;
  /** What the program puts on the pin. */
  write(pin: number, level: Level): void;
  /** The level on the wire. */
  read(pin: number): Level;
  /** What the outside puts on the wire; null lets go. It wins over a weak pull and over an open drain that is off. */
  drive(pin: number, level: Level | null): void;
  /** Volts as a share of full scale (0 to 1) that an analogue reading finds. */
  driveAnalog(pin: number, share: number | null): void;
  readAnalog(pin: number): number;
  /** Calls `listener` when a level on a wire changes; returns an unsubscribe function. */
  onChange(listener: (pin: number, level: Level) => void): () => void;
}

interface Wire {
  mode: PinMode;
  written: Level;
  driven: Level | null;
  analog: number | null;
}

const OUTPUTS: ReadonlySet<PinMode> = new Set(['output', 'af_output']);
const OPEN_DRAINS: ReadonlySet<PinMode> = new Set(['opendrain', 'opendrain_pullup', 'af_opendrain']);
const PULLED_UP: ReadonlySet<PinMode> = new Set(['input_pullup', 'opendrain_pullup']);

function levelOf(wire: Wire): Level {
  if (OUTPUTS.has(wire.mode)) return wire.written;
  if (OPEN_DRAINS.has(wire.mode) && wire.written === 0) return 0;
  if (wire.driven !== null) return wire.driven;
  return PULLED_UP.has(wire.mode) ? 1 : 0;
}

/** Pins that nothing is connected to; a pin exists from its first use. */
export function gpio(): Gpio {
  const wires = new Map<number, Wire>();
  const listeners = new Set<(pin: number, level: Level) => void>();
  const wireOf = (pin: number): Wire => {
    const known = wires.get(pin);
    if (known) return known;
    const wire: Wire = { mode: 'auto', written: 0, driven: null, analog: null };
    wires.set(pin, wire);
    return wire;
  };
  const change = (pin: number, edit: (wire: Wire) => void): void => {
    const wire = wireOf(pin);
    const before = levelOf(wire);
    edit(wire);
    const after = levelOf(wire);
    if (after !== before) for (const listener of [...listeners]) listener(pin, after);
  };
  return {
    mode: (pin) => wireOf(pin).mode,
    setMode: (pin, mode) =>
      change(pin, (wire) => {
        wire.mode = mode;
      }),
    write: (pin, level) =>
      change(pin, (wire) => {
        wire.written = level;
      }),
    read: (pin) => levelOf(wireOf(pin)),
    drive: (pin, level) =>
      change(pin, (wire) => {
        wire.driven = level;
      }),
    driveAnalog(pin, share) {
      wireOf(pin).analog = share;
    },
    readAnalog: (pin) => wireOf(pin).analog ?? levelOf(wireOf(pin)),
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
