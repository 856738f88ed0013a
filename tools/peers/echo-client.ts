/** What an echo run wants of one client, whatever carries its bytes. */

/** One stretch of messages of one size. */
export interface Round {
  readonly sizeBytes: number;
  /** Messages to send; `Infinity` when only `endsAtMs` ends the round. */
  readonly count: number;
  /** `performance.now()` after which no further message is sent; `Infinity` without such an end. */
  readonly endsAtMs: number;
  /** Messages under way at once. */
  readonly window: number;
  /** Longest wait for one answer. */
  readonly timeoutMs: number;
  /** Messages are single lines (TCP only), for servers that answer by the line. */
  readonly isLines: boolean;
  /** Stops the round early, as Ctrl-C does. */
  readonly signal: AbortSignal;
  /** Called after each message that was answered. */
  onAnswer(): void;
}

/** What became of one client's messages in one round. */
export interface Tally {
  sent: number;
  /** Answered in time, right or wrong. */
  answered: number;
  /** Answered with other bytes than were sent. */
  mismatched: number;
  /** Sent, and not answered. */
  lost: number;
  /** Of the lost ones, those whose wait ran out. */
  timedOut: number;
  /** Datagrams that came after their wait had run out, or a second time. */
  late: number;
  /** Unexpected bytes. */
  unasked: number;
  /** From the first message to the last answer. */
  elapsedMs: number;
  readonly latenciesMs: number[];
  /** The other side refused the port (UDP). */
  isRefused: boolean;
  /** What went wrong first, in words. */
  fault: string | null;
}

/** One client of an echo run. */
export interface EchoClient {
  /** Runs one round; never rejects: what goes wrong is in the tally. */
  exchange(round: Round): Promise<Tally>;
  /** Ends the client and resolves to the bytes that came unasked after the last round; calling it twice is harmless. */
  close(): Promise<number>;
}

/** A tally of nothing yet. */
export function emptyTally(): Tally {
  return {
    sent: 0,
    answered: 0,
    mismatched: 0,
    lost: 0,
    timedOut: 0,
    late: 0,
    unasked: 0,
    elapsedMs: 0,
    latenciesMs: [],
    isRefused: false,
    fault: null,
  };
}

/** Keeps the first fault: what follows is most often its consequence. */
export function noteFault(tally: Tally, fault: string): void {
  tally.fault ??= fault;
}

/** Whether a round has time left for another message. */
export function mayGoOn(round: Round): boolean {
  return !round.signal.aborted && performance.now() < round.endsAtMs;
}

/** A byte as the fault texts write it. */
export function byteText(byte: number | undefined): string {
  return byte === undefined ? 'nothing' : `0x${byte.toString(16).padStart(2, '0')}`;
}
