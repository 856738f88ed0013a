/** The order of what is said: unasked lines wait until the command that works has its answer. */
import { BUSY, ERROR, OK } from './replies.ts';
import { at, ports } from './state.ts';

/** How a command ended; null: later, through `finish`. */
export type Outcome = boolean | null;

/** Unasked bytes that wait; beyond, they are said between two lines of the answer, so that none is lost. */
export const QUEUE_BYTES = 512;

let queue = '';

/** Ends the command that works with its last line. */
export function finish(last: string): void {
  at.phase = 'idle';
  ports.write(last);
  flush();
}

/** Ends the command that works. */
export function conclude(outcome: Outcome): void {
  if (outcome !== null) finish(outcome ? OK : ERROR);
}

/** Says a text that belongs to the command, then ERROR. */
export function refuse(text: string): Outcome {
  ports.write(`${text}\r\n`);
  return false;
}

/** Answers a row of the command. */
export function answer(row: string): Outcome {
  ports.write(`${row}\r\n`);
  return true;
}

/** Sends an unsolicited message; `data` is what was received. */
export function notify(bytes: string, data = ''): void {
  if (at.phase === 'idle') {
    ports.write(bytes);
    // By itself: one text more of this length would be memory that is short.
    if (data) ports.write(data);
    return;
  }
  queue += bytes + data;
  if (queue.length > QUEUE_BYTES) flush();
}

/** Forgets what waits. */
export function clearQueue(): void {
  queue = '';
}

/** A line came while a command works. */
export function reportBusy(): void {
  ports.write(BUSY);
}

/** Says what waits, before the answer has its end. */
export function flush(): void {
  const bytes = queue;
  queue = '';
  if (bytes) ports.write(bytes);
}
