/** Which of the two image slots an upload writes, so that what boots now boots until the new image is committed. */
import type { Slot } from '../protocol/slots.ts';
import type { Inspection } from './inspect.ts';

/** A slot, and what is left to do to it. */
export interface SlotChoice {
  readonly slot: Slot;
  readonly sequence: number;
  /** It holds this image and runs. */
  readonly isRunning: boolean;
  /** It holds this image, committed and newest: only the restart is missing. */
  readonly isReady: boolean;
}

/** Where the image of this CRC-32 and length goes, or already is. */
export function chooseSlot({ running, states }: Inspection, crc: number, lengthBytes: number): SlotChoice {
  const sequence = Math.max(0, ...states.map((state) => state?.sequence ?? 0));
  const holds = (slot: Slot): boolean => {
    const state = states[slot];
    return (
      state?.isCommitted === true &&
      !state.isRejected &&
      state.crc === crc &&
      state.lengthBytes === lengthBytes
    );
  };
  if (running !== null) {
    const other: Slot = running === 0 ? 1 : 0;
    if (holds(running) && !isNewer(states[other], states[running]))
      return { slot: running, sequence, isRunning: true, isReady: true };
    const isReady = holds(other) && isNewer(states[other], states[running]);
    return { slot: other, sequence: sequence + 1, isRunning: false, isReady };
  }
  // No slot runs: keep the one that the selector would take.
  const good = (slot: Slot): number => {
    const state = states[slot];
    return state?.isCommitted && !state.isRejected ? state.sequence : -1;
  };
  const best: Slot = good(1) > good(0) ? 1 : 0;
  if (good(best) >= 0 && holds(best)) return { slot: best, sequence, isRunning: false, isReady: true };
  return {
    slot: good(best) < 0 ? 0 : best === 0 ? 1 : 0,
    sequence: sequence + 1,
    isRunning: false,
    isReady: false,
  };
}

type State = Inspection['states'][number];

function isNewer(one: State, other: State): boolean {
  return one?.isCommitted === true && !one.isRejected && one.sequence > (other?.sequence ?? -1);
}
