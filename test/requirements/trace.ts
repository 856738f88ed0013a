/**
 * Golden traces: what the tutorials' own programs said and answered when they ran, reduced to who sends which bytes and what
 * is seen of it. Where a program was at fault, the steps are those of the rule that mends it.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** Bytes: a text, hex, or a text many times over, with another in front. */
export type Data =
  | string
  | { readonly hex: string }
  | { readonly text: string; readonly times: number; readonly before?: string };

/**
 * Who, what, and with which bytes. `it` is the program under test; all others are peers, `keys` the keyboard of its serial
 * line. In what `it` prints `<A>` stands for how it names peer A, `<ip>` and `<port>` for where it listens.
 */
export type Step = readonly [who: string, verb: Verb, data?: Data];

/** `leaves` closes, `resets` with a reset; `sees end` waits for the other side's close; `gets` reads exactly these bytes. */
export type Verb =
  | 'prints'
  | 'connects'
  | 'accepts'
  | 'sends'
  | 'gets'
  | 'leaves'
  | 'resets'
  | 'sees end'
  | 'listens'
  | 'types';

/** A program that is replayed against; a client finds peer L listening, unless a step says when it begins to. */
export type Program = 'tcp-server' | 'udp-server' | 'tcp-client';

/** One trace. */
export interface Trace {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  readonly program: Program;
  readonly tutorial: '000' | '002' | '003' | '004';
  /** Where it is replayed. */
  readonly on: readonly ('laptop' | 'board')[];
  /** No line may be printed that no step names. */
  readonly isExact?: boolean;
  /** Where and when the programs ran. */
  readonly origin: string;
  readonly steps: readonly Step[];
}

/** A trace with the name of its test. */
export interface NamedTrace extends Trace {
  readonly name: string;
}

/** All traces, by their files' names. */
export function readTraces(): NamedTrace[] {
  const folder = new URL('traces/', import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const trace: Trace = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
      return { ...trace, name: `${trace.requirements.join(' ')} trace ${trace.id}: ${trace.title}` };
    });
}

/** The bytes of a step. */
export function bytesOf(data: Data = ''): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return 'hex' in data
    ? Buffer.from(data.hex, 'hex')
    : Buffer.from((data.before ?? '') + data.text.repeat(data.times));
}
