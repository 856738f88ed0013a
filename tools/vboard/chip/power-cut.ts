/** A flash whose power fails: so many changes happen, the next ones do not. */
import type { Flash } from './flash.ts';

export interface PowerCutFlash extends Flash {
  /** Power is back: `operations` further changes happen before the next cut; default: no further cut. */
  restore(operations?: number): void;
  readonly isCut: boolean;
}

/** Lets `operations` programs and erases happen; at the next one calls `onCut` once, and changes nothing until `restore`. */
export function powerCutFlash(flash: Flash, operations: number, onCut: () => void): PowerCutFlash {
  let left = operations;
  let isCut = false;
  const change = (act: () => void): void => {
    if (isCut) return;
    if (left > 0) {
      left -= 1;
      act();
      return;
    }
    isCut = true;
    onCut();
  };
  return {
    sizeBytes: flash.sizeBytes,
    pageSizeBytes: flash.pageSizeBytes,
    read: (address, length) => flash.read(address, length),
    program: (address, bytes) => change(() => flash.program(address, bytes)),
    erasePage: (address) => change(() => flash.erasePage(address)),
    restore(more = Number.POSITIVE_INFINITY) {
      left = more;
      isCut = false;
    },
    get isCut() {
      return isCut;
    },
  };
}
