/** A line in memory between a session and a virtual board's console, with faults by a seeded dice. */
import type { Transport } from '../../tools/transport/transport.ts';
import type { VirtualBoard } from '../../tools/vboard/vboard.ts';
import { memoryTransport } from './memory-transport.ts';

/** Chances, 0 to 1, of one byte. */
export interface LineDamage {
  readonly seed: number;
  readonly lost?: number;
  readonly garbled?: number;
  /** One bit of these bytes is flipped; both ways, counted in the order in which they come. */
  readonly hitAt?: readonly number[];
  /** The line is gone after this many bytes to the board. */
  readonly cutAfterBytes?: number;
  /** The line is gone once it has carried this text to the board. */
  readonly cutAfterText?: string;
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const textOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** Numbers from 0 to 1, the same for the same seed. */
export function dice(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The transport's end; closing it leaves the board as it is. */
export function engineTransport(board: VirtualBoard, damage: LineDamage = { seed: 1 }): Transport {
  const roll = dice(damage.seed);
  let sent = 0;
  let passed = 0;
  const stop = board.onConsole((text) => {
    // As on a line, an answer never arrives within the call that asked for it.
    setImmediate(() => {
      const bytes = hurt(bytesOf(text));
      if (bytes.length > 0) deliver(bytes);
    });
  });

  function hurt(bytes: Uint8Array): Uint8Array {
    const { lost = 0, garbled = 0, hitAt = [] } = damage;
    const start = passed;
    passed += bytes.length;
    if (lost === 0 && garbled === 0 && hitAt.length === 0) return bytes;
    return bytes
      .map((byte, index) => (hitAt.includes(start + index) ? byte ^ (1 << Math.floor(roll() * 8)) : byte))
      .filter(() => roll() >= lost)
      .map((byte) => (roll() < garbled ? byte ^ (1 << Math.floor(roll() * 8)) : byte));
  }

  const { transport, deliver } = memoryTransport({
    async write(bytes) {
      const left = Math.max(0, (damage.cutAfterBytes ?? Number.POSITIVE_INFINITY) - sent);
      sent += bytes.length;
      board.type(textOf(hurt(bytes.slice(0, left))));
      const { cutAfterText } = damage;
      if (left < bytes.length || (cutAfterText && textOf(bytes).includes(cutAfterText)))
        await transport.close();
      await new Promise((resolve) => setImmediate(resolve));
    },
    close: stop,
  });
  return transport;
}
