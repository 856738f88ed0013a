/**
 * What SSD1306 and SH1106 share: the control bytes of an I2C transfer, commands with their arguments (which may come in
 * transfers of their own), and the way from RAM to panel. Source: SSD1306 datasheet rev 1.1 §8, §9; SH1106 datasheet V2.3.
 */
import type { Display } from '../../boards/board.ts';
import type { Panel } from './panel.ts';

export const RAM_ROWS = 64;
export const PAGE_ROWS = 8;
export const PAGES = RAM_ROWS / PAGE_ROWS;

/** Registers that the way from RAM to panel depends on; the values are those after power-up. */
export interface Registers {
  isOn: boolean;
  isPumping: boolean;
  isInverted: boolean;
  isAllOn: boolean;
  /** A1: RAM column 0 drives the last segment. It works on writing, so that a change leaves the picture as it is. */
  isSegmentRemapped: boolean;
  /** C8: rows are scanned from the last to the first. */
  isScanReversed: boolean;
  startLine: number;
  offsetRows: number;
  multiplexRows: number;
  comPins: number;
  contrast: number;
}

/** How a controller differs from the common part. */
export interface Controller {
  readonly ramColumns: number;
  readonly pumpsAtPowerUp: boolean;
  /** Bytes that follow `command`. */
  argumentCount(command: number): number;
  /** A whole command; false when the common part shall look at it. */
  execute(command: number, args: readonly number[], registers: Registers): boolean;
  /** Where the next data byte goes; the controller moves its pointer on. */
  nextCell(): { readonly page: number; readonly column: number };
}

const ONE_ARGUMENT: ReadonlySet<number> = new Set([0x81, 0xa8, 0xd3, 0xd5, 0xd9, 0xda, 0xdb]);
const WHOLE_REST = 0x80;
const IS_DATA = 0x40;

/** Arguments of the commands that both controllers know. */
export function commonArgumentCount(command: number): number {
  return ONE_ARGUMENT.has(command) ? 1 : 0;
}

function executeCommon(command: number, argument: number, registers: Registers): void {
  if (command >= 0x40 && command <= 0x7f) registers.startLine = command - 0x40;
  else if (command === 0x81) registers.contrast = argument;
  else if (command === 0xa0 || command === 0xa1) registers.isSegmentRemapped = command === 0xa1;
  else if (command === 0xa4 || command === 0xa5) registers.isAllOn = command === 0xa5;
  else if (command === 0xa6 || command === 0xa7) registers.isInverted = command === 0xa7;
  else if (command === 0xa8) registers.multiplexRows = (argument & 0x3f) + 1;
  else if (command === 0xae || command === 0xaf) registers.isOn = command === 0xaf;
  else if (command >= 0xc0 && command <= 0xcf) registers.isScanReversed = command >= 0xc8;
  else if (command === 0xd3) registers.offsetRows = argument & 0x3f;
  else if (command === 0xda) registers.comPins = argument;
}

/** RAM is undefined after power-up: a firmware that forgets to clear it shows noise, the same on each run. */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 0x2545f491;
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

/** A panel around `controller`, upright on its module (A1, C8) like the modules that one buys. */
export function panelOf(display: Display, controller: Controller): Panel {
  const { widthPx, heightPx, columnOffset } = display;
  const { ramColumns } = controller;
  const ram = noise(ramColumns * PAGES);
  const registers: Registers = {
    isOn: false,
    isPumping: controller.pumpsAtPowerUp,
    isInverted: false,
    isAllOn: false,
    isSegmentRemapped: false,
    isScanReversed: false,
    startLine: 0,
    offsetRows: 0,
    multiplexRows: RAM_ROWS,
    comPins: 0x12,
    contrast: 0x7f,
  };
  const rightComPins = heightPx === 32 ? 0 : 0x10;
  const listeners = new Set<() => void>();
  let command: number | null = null;
  let args: number[] = [];

  const takeCommand = (byte: number): void => {
    if (command === null) {
      command = byte;
      args = [];
    } else args.push(byte);
    if (args.length < controller.argumentCount(command)) return;
    if (!controller.execute(command, args, registers)) executeCommon(command, args[0] ?? 0, registers);
    command = null;
  };

  const takeData = (byte: number): void => {
    const { page, column } = controller.nextCell();
    if (column >= ramColumns) return;
    const segment = registers.isSegmentRemapped ? ramColumns - 1 - column : column;
    ram[page * ramColumns + segment] = byte;
  };

  const isLit = (): boolean => registers.isOn && registers.isPumping;

  const pixel = (x: number, y: number): boolean => {
    if (!isLit() || x < 0 || y < 0 || x >= widthPx || y >= heightPx) return false;
    let row = registers.isScanReversed ? y : heightPx - 1 - y;
    // The panel's rows are wired one way only: the other DA setting interleaves its two halves.
    if ((registers.comPins & 0x10) !== rightComPins) row = (row >> 1) + (row & 1) * (heightPx >> 1);
    const line = (row + registers.offsetRows) % RAM_ROWS;
    if (line >= registers.multiplexRows) return false;
    if (registers.isAllOn) return true;
    const ramRow = (line + registers.startLine) % RAM_ROWS;
    const segment = ramColumns - 1 - (x + columnOffset);
    const byte = ram[(ramRow >> 3) * ramColumns + segment] ?? 0;
    return ((byte >> (ramRow & 7)) & 1) === (registers.isInverted ? 0 : 1);
  };

  const rows = (): string[] =>
    Array.from({ length: heightPx }, (_, y) =>
      Array.from({ length: widthPx }, (__, x) => (pixel(x, y) ? '#' : '.')).join(''),
    );

  let shown = rows().join('\n');
  return {
    widthPx,
    heightPx,
    get isOn() {
      return isLit();
    },
    get contrast() {
      return registers.contrast;
    },
    pixel,
    rows,
    write(bytes) {
      for (let at = 0; at < bytes.length; ) {
        const control = bytes[at++] ?? 0;
        const take = control & IS_DATA ? takeData : takeCommand;
        const end = control & WHOLE_REST ? Math.min(at + 1, bytes.length) : bytes.length;
        while (at < end) take(bytes[at++] ?? 0);
      }
      if (listeners.size === 0) return;
      const now = rows().join('\n');
      if (now === shown) return;
      shown = now;
      for (const listener of [...listeners]) listener();
    },
    read: (length) => new Uint8Array(length).fill(registers.isOn ? 0 : 0x40),
    onFrame(listener) {
      if (listeners.size === 0) shown = rows().join('\n');
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
