/** Figures over many measurements. */

/** Latency figures in milliseconds. */
export interface Latency {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Nearest-rank percentile (0 < `percent` <= 100) of values sorted upwards; NaN of none. */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

/** Latency figures of unsorted values; `null` of none. */
export function latencyOf(valuesMs: readonly number[]): Latency | null {
  if (valuesMs.length === 0) return null;
  const sorted = valuesMs.toSorted((a, b) => a - b);
  const at = (percent: number): number => percentile(sorted, percent);
  return { p50Ms: at(50), p95Ms: at(95), p99Ms: at(99), maxMs: at(100) };
}

/** How evenly the clients were served. */
export interface Fairness {
  /** Jain's index: 1 when all got the same, 1/n when one got everything. */
  readonly index: number;
  /** Messages per second of the client served worst and best. */
  readonly slowest: number;
  readonly fastest: number;
}

/** Fairness over the clients' rates; all at 0 counts as even. */
export function fairnessOf(rates: readonly number[]): Fairness {
  const sum = rates.reduce((total, rate) => total + rate, 0);
  const squares = rates.reduce((total, rate) => total + rate * rate, 0);
  return {
    index: squares === 0 ? 1 : (sum * sum) / (rates.length * squares),
    slowest: Math.min(...rates),
    fastest: Math.max(...rates),
  };
}
