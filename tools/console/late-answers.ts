/**
 * Answers to abandoned requests, as on a board under load: what stands between a question's marks is
 * ours, and not what the program says.
 */
import type { ConsoleEvent } from '../protocol/repl-console.ts';

/** An answer whose end was lost on the line must not hide the program forever. */
const MAX_ANSWER_BYTES = 16_384;

export interface LateAnswers {
  readFrom(event: ConsoleEvent): void;
  /** Whether text that comes now belongs to an answer. */
  isInside(): boolean;
}

/** No answer is under way; `isOurs`: a question of this number was asked, for a program can print marks, too. */
export function lateAnswers(isOurs: (number: number) => boolean): LateAnswers {
  let inside: string | null = null;
  let receivedBytes = 0;
  return {
    readFrom(event) {
      if (event.kind === 'text') {
        receivedBytes += event.bytes.length;
        if (receivedBytes > MAX_ANSWER_BYTES) inside = null;
      } else if (event.kind === 'version') inside = null;
      else if (event.kind === 'mark') {
        const id = event.word.slice(1);
        if (event.word.startsWith('b') && isOurs(Number.parseInt(id, 36))) {
          inside = id;
          receivedBytes = 0;
        } else if (/^[ex]/.test(event.word) && (inside === id || event.word.startsWith('x'))) inside = null;
      }
    },
    isInside: () => inside !== null,
  };
}
