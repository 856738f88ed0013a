/** A chip in its ROM loader at the end of a line in memory, with faults that a test switches on. */
import type { Board } from '../../tools/boards/board.ts';
import { createLineEvents, lineClosed } from '../../tools/transport/line-events.ts';
import type { Transport } from '../../tools/transport/transport.ts';
import { norFlash } from '../../tools/vboard/chip/flash.ts';
import { romChipOf } from '../../tools/vboard/chip/rom-chips.ts';
import { createRomLoader } from '../../tools/vboard/chip/rom-loader.ts';

export interface RomBench {
  readonly transport: Transport;
  /** The whole flash chip. */
  readonly cells: Uint8Array;
  /** Frames of the host by their operation code, in order. */
  readonly asked: number[];
  readonly isRunning: boolean;
  /** What arrives at the chip instead; `null`: nothing. */
  onHost: (bytes: Uint8Array) => Uint8Array | null;
  /** What arrives at the host instead. */
  onChip: (bytes: Uint8Array) => Uint8Array | null;
  /** Bits that cannot be set any more, by address. */
  readonly stuck: Map<number, number>;
  /** Rates above this one garble everything. */
  highestBaud: number;
  readonly bauds: number[];
}

/** Makes a board's chip with erased flash. `hasControlLines: false`: its boot button is held. */
export function createRomBench(
  board: Board,
  options: { hasControlLines?: boolean; flashBytes?: number } = {},
): RomBench {
  const { hasControlLines = true, flashBytes = board.flashBytes } = options;
  const cells = new Uint8Array(flashBytes).fill(0xff);
  const chip = romChipOf(board);
  if (!chip) throw new Error('no chip');
  const events = createLineEvents();
  const stuck = new Map<number, number>();
  const flash = norFlash(cells, 4096);
  let lines = { dtr: false, rts: false };
  let isRunning = hasControlLines;
  let baud = 115_200;
  let chipBaud = 115_200;
  const bench: RomBench = {
    cells,
    asked: [],
    get isRunning() {
      return isRunning;
    },
    onHost: (bytes) => bytes,
    onChip: (bytes) => bytes,
    stuck,
    highestBaud: Number.POSITIVE_INFINITY,
    bauds: [],
    transport: {
      name: 'bench',
      get baud() {
        return baud;
      },
      hasControlLines,
      usb: null,
      onBytes: events.onBytes,
      onClose: events.onClose,
      async write(bytes) {
        if (!events.isOpen) throw lineClosed('bench');
        if (bytes[0] === 0xc0) bench.asked.push(bytes[2] ?? 0);
        const received =
          isRunning || baud !== chipBaud || baud > bench.highestBaud ? null : bench.onHost(bytes);
        if (received) rom.receive(received);
      },
      async setBaud(next) {
        baud = next;
        bench.bauds.push(next);
      },
      async setLines(next) {
        const before = lines;
        lines = { ...lines, ...next };
        const wasReset = before.rts && !before.dtr;
        if (wasReset && !(lines.rts && !lines.dtr)) {
          isRunning = !lines.dtr;
          // The capacitor at EN: the chip looks at its boot pin a moment after the lines changed.
          setImmediate(() => {
            isRunning = !lines.dtr;
          });
          chipBaud = 115_200;
          rom.reset();
        }
      },
      async close() {
        events.ended(null);
      },
    },
  };
  const rom = createRomLoader({
    chip,
    flash: {
      ...flash,
      read(address, length) {
        const bytes = flash.read(address, length);
        for (const [at, bits] of stuck)
          if (at >= address && at < address + length)
            bytes[at - address] = (bytes[at - address] ?? 0) & ~bits;
        return bytes;
      },
    },
    mac: Uint8Array.of(0x5c, 0xcf, 0x7f, 1, 2, 3),
    send(bytes) {
      const sent = bench.onChip(bytes);
      if (sent) queueMicrotask(() => events.received(sent));
    },
    onBaud(next) {
      chipBaud = next;
    },
    onRun() {
      isRunning = true;
    },
  });
  return bench;
}
