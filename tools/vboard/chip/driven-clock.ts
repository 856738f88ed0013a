/** A clock that advances only on request: for tests, and for runs that must repeat exactly. */
import type { Clock } from './clock.ts';

export interface DrivenClock extends Clock {
  /** Lets `milliseconds` pass: what is due runs in order of time, then of asking. */
  advance(milliseconds: number): void;
  /** Jobs that wait. */
  readonly pending: number;
}

interface Job {
  readonly atMs: number;
  readonly order: number;
  readonly fn: () => void;
}

/** A driven clock that starts at `startMs` (default 0). */
export function drivenClock(startMs = 0): DrivenClock {
  const jobs = new Set<Job>();
  let nowMs = startMs;
  let order = 0;

  const nextUntil = (limitMs: number): Job | undefined => {
    let first: Job | undefined;
    for (const job of jobs) {
      if (job.atMs > limitMs) continue;
      if (!first || job.atMs < first.atMs || (job.atMs === first.atMs && job.order < first.order))
        first = job;
    }
    return first;
  };

  return {
    now: () => nowMs,
    after(delayMs, fn) {
      const job: Job = { atMs: nowMs + Math.max(0, delayMs), order: order++, fn };
      jobs.add(job);
      return () => {
        jobs.delete(job);
      };
    },
    advance(milliseconds) {
      const untilMs = nowMs + milliseconds;
      for (let job = nextUntil(untilMs); job; job = nextUntil(untilMs)) {
        jobs.delete(job);
        nowMs = job.atMs;
        job.fn();
      }
      nowMs = untilMs;
    },
    get pending() {
      return jobs.size;
    },
  };
}
