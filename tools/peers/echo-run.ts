/** The laptop's echo test: several clients send random bytes to any echo server and compare what comes back. */
import type { EchoClient, Tally } from './echo-client.ts';
import { checkPlan, type EchoPlan } from './echo-plan.ts';
import { type EchoOutcome, type SizeReport, sizeReport } from './echo-report.ts';
import { openTcpEcho } from './echo-tcp.ts';
import { openUdpEcho } from './echo-udp.ts';
import { targetText } from './target.ts';

/** Called while a run goes on. */
export interface EchoProgress {
  readonly sizeBytes: number;
  readonly answered: number;
  /** Messages of the round, or `null` when it goes by time. */
  readonly planned: number | null;
}

/** What a run found. */
export interface EchoReport {
  readonly target: string;
  readonly protocol: 'tcp' | 'udp';
  readonly clients: number;
  readonly window: number;
  /** Messages of the whole run, sent or not; `null` when it goes by time. */
  readonly planned: number | null;
  readonly outcome: EchoOutcome;
  readonly sizes: readonly SizeReport[];
  /** First fault of each client that had one, most telling first. */
  readonly faults: readonly string[];
}

/** Runs the plan; throws `ECHO_PLAN` before anything is opened, or what opening the first connection throws. */
export async function runEcho(
  plan: EchoPlan,
  options: { signal?: AbortSignal; onProgress?: (progress: EchoProgress) => void } = {},
): Promise<EchoReport> {
  checkPlan(plan);
  const signal = options.signal ?? new AbortController().signal;
  const { clients, faults } = await openClients(plan);
  const sizes: SizeReport[] = [];
  let leftOver = 0;
  let isRefused = false;
  try {
    for (const sizeBytes of plan.sizesBytes) {
      if (signal.aborted || isRefused) break;
      const tallies = await runRound(plan, clients, sizeBytes, signal, options.onProgress ?? (() => {}));
      isRefused ||= tallies.every((tally) => tally.isRefused);
      for (const [index, tally] of tallies.entries()) {
        if (tally.fault !== null) addFault(faults, `client ${index + 1}: ${tally.fault}`);
      }
      sizes.push(sizeReport(sizeBytes, tallies));
    }
  } finally {
    for (const bytes of await Promise.all(clients.map((client) => client.close()))) leftOver += bytes;
  }
  if (leftOver > 0) faults.push(`${leftOver} unexpected bytes came after the last answer`);
  return {
    target: targetText(plan.target),
    protocol: plan.protocol,
    clients: plan.clients,
    window: plan.window,
    planned: plan.seconds === null ? plan.count * plan.clients * plan.sizesBytes.length : null,
    outcome: isRefused && !hasAnswers(sizes) ? 'no-board' : outcomeOf(plan, sizes, faults, signal.aborted),
    sizes,
    faults,
  };
}

/** Connects all clients at once; those that are refused become faults. */
async function openClients(plan: EchoPlan): Promise<{ clients: EchoClient[]; faults: string[] }> {
  const open = (): Promise<EchoClient> =>
    plan.protocol === 'udp' ? openUdpEcho(plan.target) : openTcpEcho(plan.target, plan.timeoutMs);
  const results = await Promise.allSettled(Array.from({ length: plan.clients }, open));
  const clients: EchoClient[] = [];
  const faults: string[] = [];
  let firstReason: unknown;
  for (const [index, result] of results.entries()) {
    if (result.status === 'fulfilled') clients.push(result.value);
    else {
      firstReason ??= result.reason;
      faults.push(
        `client ${index + 1}: ${result.reason instanceof Error ? result.reason.message : result.reason}`,
      );
    }
  }
  if (clients.length === 0) throw firstReason;
  return { clients, faults };
}

function runRound(
  plan: EchoPlan,
  clients: readonly EchoClient[],
  sizeBytes: number,
  signal: AbortSignal,
  onProgress: (progress: EchoProgress) => void,
): Promise<Tally[]> {
  const planned = plan.seconds === null ? plan.count * clients.length : null;
  let answered = 0;
  const round = {
    sizeBytes,
    count: plan.seconds === null ? plan.count : Number.POSITIVE_INFINITY,
    endsAtMs: plan.seconds === null ? Number.POSITIVE_INFINITY : performance.now() + plan.seconds * 1000,
    window: plan.window,
    timeoutMs: plan.timeoutMs,
    isLines: plan.isLines,
    signal,
    onAnswer() {
      answered += 1;
      onProgress({ sizeBytes, answered, planned });
    },
  };
  return Promise.all(clients.map((client) => client.exchange(round)));
}

function addFault(faults: string[], fault: string): void {
  if (!faults.includes(fault)) faults.push(fault);
}

function hasAnswers(sizes: readonly SizeReport[]): boolean {
  return sizes.some((size) => size.answered > 0);
}

function outcomeOf(
  plan: EchoPlan,
  sizes: readonly SizeReport[],
  faults: readonly string[],
  isStopped: boolean,
): EchoOutcome {
  const sum = (pick: (size: SizeReport) => number): number =>
    sizes.reduce((total, size) => total + pick(size), 0);
  if (sum((size) => size.mismatched + size.unaskedBytes) > 0) return 'failed';
  // A lost datagram shows as one that did not come in time; only when none came at all was it the time.
  const isSilent = plan.protocol === 'tcp' || !hasAnswers(sizes);
  if (isSilent && sum((size) => size.timedOut) > 0) return 'timed-out';
  if (isStopped) return 'stopped';
  return faults.length > 0 || sum((size) => size.lost) > 0 ? 'failed' : 'ok';
}
