/** The messages to and from a process that runs a virtual board. */
import type { Board } from '../../boards/board.ts';
import type { EngineMemory } from '../engine.ts';
import type { UsbPort } from '../host-ports/usb-ports.ts';
import type { ScriptNetwork } from '../radio/scripted-environment.ts';
import type { Listening } from '../vboard.ts';

/** What both kinds of board need. */
export interface BoardOrder {
  readonly board: Board;
  readonly networks: readonly ScriptNetwork[];
  /** Path of a real interpreter; `null`: the built-in engine. */
  readonly engine: string | null;
}

/** A board without a USB port: its program runs from power-on. */
export interface StartOrder extends BoardOrder {
  readonly kind: 'start';
  /** The complete Storage area in base64. */
  readonly storage: string;
}

/** A board that is used through its USB ports. */
export interface UsbOrder extends BoardOrder {
  readonly kind: 'usb';
  /** The complete Storage area in base64; `null`: a bare board. */
  readonly storage: string | null;
  readonly ports: readonly UsbPort[];
  /** The file that keeps the flash; `null`: it is gone at the end. */
  readonly flashFile: string | null;
  /** Bits per second; `null`: no limit. */
  readonly baudLimit: number | null;
  readonly faults: string | null;
  /** Changes of the flash until the power fails; `null`: it does not. */
  readonly powerCut: number | null;
  readonly syncEntersLoader: boolean;
}

/** What one can do to a board's buttons, power and cable. */
export type HandAct =
  | 'boot'
  | 'reset'
  | 'press'
  | 'power on'
  | 'power off'
  | 'plug'
  | 'unplug'
  | 'wifi on'
  | 'wifi off';

/** Sent to the board's process. Each with an `id` is answered by a `done` or a `failed` with the same. */
export type Order =
  | ((StartOrder | UsbOrder) & { readonly id: number })
  | { readonly kind: 'act'; readonly id: number; readonly act: HandAct }
  | { readonly kind: 'memory'; readonly id: number }
  | { readonly kind: 'stop' };

/** Sent by the board's process. */
export type Report =
  | { readonly kind: 'done'; readonly id: number; readonly memory?: EngineMemory }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly code: string;
      readonly message: string;
      readonly help?: string | undefined;
      /** What the system refused: the fields of Node's error. */
      readonly system?: { readonly syscall: string; readonly path?: string | undefined } | undefined;
    }
  /** The event loop turns. */
  | { readonly kind: 'alive' }
  /** The program has not given the turn back for long; `trace` is the interpreter's stack. */
  | { readonly kind: 'busy'; readonly trace: string }
  | { readonly kind: 'console'; readonly bytes: string }
  /** Something was thrown and not caught. */
  | { readonly kind: 'uncaught' }
  | { readonly kind: 'frame'; readonly rows: readonly string[] }
  | ({ readonly kind: 'listen' } & Listening)
  | { readonly kind: 'ports'; readonly names: readonly string[] }
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'accident'; readonly what: 'power' | 'cable' };
