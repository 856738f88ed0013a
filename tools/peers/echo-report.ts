/** What an echo run found, as figures: the JSON output, and the source of the table for people. */
import type { Tally } from './echo-client.ts';
import { type Fairness, fairnessOf, type Latency, latencyOf } from './statistics.ts';

/**
 * `ok`: all came back, byte for byte. `failed`: something was lost or wrong. `timed-out`: an answer did not come in time.
 * `no-board`: nothing answers there. `stopped`: ended by Ctrl-C before anything went wrong.
 */
export type EchoOutcome = 'ok' | 'failed' | 'timed-out' | 'no-board' | 'stopped';

/** One client in one round. */
export interface ClientReport {
  readonly client: number;
  readonly sent: number;
  readonly answered: number;
  readonly mismatched: number;
  readonly lost: number;
  readonly messagesPerSecond: number;
  readonly fault: string | null;
}

/** All clients' messages of one size. */
export interface SizeReport {
  readonly sizeBytes: number;
  readonly sent: number;
  readonly answered: number;
  readonly mismatched: number;
  readonly lost: number;
  readonly timedOut: number;
  readonly late: number;
  readonly unaskedBytes: number;
  readonly elapsedMs: number;
  readonly latency: Latency | null;
  readonly messagesPerSecond: number;
  /** Payload that came back, one direction. */
  readonly bytesPerSecond: number;
  readonly fairness: Fairness;
  readonly clients: readonly ClientReport[];
}

/** The figures of one size from its clients' tallies. */
export function sizeReport(sizeBytes: number, tallies: readonly Tally[]): SizeReport {
  const total = (pick: (tally: Tally) => number): number =>
    tallies.reduce((sum, tally) => sum + pick(tally), 0);
  const answered = total((tally) => tally.answered);
  const elapsedMs = Math.max(0, ...tallies.map((tally) => tally.elapsedMs));
  const perSecond = elapsedMs === 0 ? 0 : (answered * 1000) / elapsedMs;
  const rates = tallies.map(rateOf);
  return {
    sizeBytes,
    sent: total((tally) => tally.sent),
    answered,
    mismatched: total((tally) => tally.mismatched),
    lost: total((tally) => tally.lost),
    timedOut: total((tally) => tally.timedOut),
    late: total((tally) => tally.late),
    unaskedBytes: total((tally) => tally.unasked),
    elapsedMs,
    latency: latencyOf(tallies.flatMap((tally) => tally.latenciesMs)),
    messagesPerSecond: perSecond,
    bytesPerSecond: perSecond * sizeBytes,
    fairness: fairnessOf(rates),
    clients: tallies.map((tally, index) => ({
      client: index + 1,
      sent: tally.sent,
      answered: tally.answered,
      mismatched: tally.mismatched,
      lost: tally.lost,
      messagesPerSecond: rates[index] ?? 0,
      fault: tally.fault,
    })),
  };
}

function rateOf(tally: Tally): number {
  return tally.elapsedMs === 0 ? 0 : (tally.answered * 1000) / tally.elapsedMs;
}
