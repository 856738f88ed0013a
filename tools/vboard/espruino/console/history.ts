/** Lines that were run, for the up and down keys. */

/** Longer lines are not kept. */
const LONGEST = 500;

export interface History {
  add(line: string): void;
  /** The line before (or after) the one at `index`; `undefined` index: the typed line is none of them. */
  step(index: number | undefined, isBack: boolean): number | undefined;
  at(index: number): string;
  clear(): void;
}

/** No line yet; one that comes again moves to the end. */
export function createHistory(): History {
  let lines: string[] = [];
  return {
    add(line) {
      if (line.length === 0 || line.length > LONGEST) return;
      lines = [...lines.filter((one) => one !== line), line];
    },
    step(index, isBack) {
      if (index === undefined) return isBack && lines.length > 0 ? lines.length - 1 : undefined;
      const next = index + (isBack ? -1 : 1);
      return next >= 0 && next < lines.length ? next : undefined;
    },
    at: (index) => lines[index] ?? '',
    clear() {
      lines = [];
    },
  };
}
