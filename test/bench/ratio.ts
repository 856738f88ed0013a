/** Figures side by side: medians, and one figure in terms of another. */

/** The middle one of the values; the lower of two. NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}

/** `1.17 x, goal <= 1.25: reached`. */
export function ratioLine(ours: number, theirs: number, goal: number): string {
  const ratio = ours / theirs;
  return `${ratio.toFixed(2)} x, goal <= ${goal.toFixed(2)}: ${verdict(ratio, goal)}`;
}

/** Whether a figure keeps its goal; a figure that could not be measured does not. */
export function verdict(value: number, goal: number): 'reached' | 'missed' {
  return value <= goal ? 'reached' : 'missed';
}
