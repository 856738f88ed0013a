/** The plan of an echo run, and its limits. */
import { ToolError } from '../errors.ts';
import { SEQUENCE_BYTES } from './payload.ts';
import type { Target } from './target.ts';

/** Largest TCP message: a board holds a message in its variables, so larger ones measure nothing. */
export const LARGEST_MESSAGE_BYTES = 1_048_576;
/** Largest UDP payload that IPv4 carries. */
export const LARGEST_DATAGRAM_BYTES = 65_507;
/** Highest number of concurrent clients. */
export const MAX_CLIENTS = 100;
/** Most messages under way for one client. */
export const LARGEST_WINDOW = 64;

/** What to run. */
export interface EchoPlan {
  readonly target: Target;
  readonly protocol: 'tcp' | 'udp';
  readonly clients: number;
  /** One round each, in this order. */
  readonly sizesBytes: readonly number[];
  /** Messages a client sends in each round; ignored with `seconds`. */
  readonly count: number;
  /** Length of each round instead of a count; `null`: by count. */
  readonly seconds: number | null;
  /** Longest wait for a connection and for one answer. */
  readonly timeoutMs: number;
  /** Messages under way at once for each client. */
  readonly window: number;
  readonly isLines: boolean;
}

/** Throws `ECHO_PLAN` for a plan that cannot be run. */
export function checkPlan(plan: EchoPlan): void {
  const smallest = plan.protocol === 'udp' ? SEQUENCE_BYTES : 1;
  const largest = plan.protocol === 'udp' ? LARGEST_DATAGRAM_BYTES : LARGEST_MESSAGE_BYTES;
  const whatIsSent = plan.protocol === 'udp' ? 'UDP datagrams with a sequence number' : 'TCP messages';
  if (plan.sizesBytes.length === 0) refuse('--size: no sizes given.', 'Example: --size 16,1024.');
  for (const size of plan.sizesBytes) {
    checkNumber('--size', size, smallest, largest, `${whatIsSent} have ${smallest} to ${largest} bytes.`);
  }
  checkNumber('--clients', plan.clients, 1, MAX_CLIENTS, `Use 1 to ${MAX_CLIENTS}.`);
  checkNumber('--window', plan.window, 1, LARGEST_WINDOW, `Use 1 to ${LARGEST_WINDOW}.`);
  if (plan.seconds === null) checkNumber('--count', plan.count, 1, Number.MAX_SAFE_INTEGER, 'Use 1 or more.');
  else if (!(plan.seconds > 0))
    refuse(`--seconds: ${plan.seconds} is not a valid duration.`, 'Use more than 0.');
  if (!(plan.timeoutMs > 0))
    refuse(`--timeout: ${plan.timeoutMs / 1000} s is not a valid time-out.`, 'Use more than 0.');
  if (plan.isLines && plan.protocol === 'udp')
    refuse('--lines: datagrams are not lines.', 'Omit --lines or --udp.');
}

function checkNumber(flag: string, value: number, min: number, max: number, help: string): void {
  if (!Number.isInteger(value) || value < min || value > max)
    refuse(`${flag}: ${value} is out of range.`, help);
}

function refuse(message: string, help: string): never {
  throw new ToolError('ECHO_PLAN', message, { help });
}
