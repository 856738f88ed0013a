/**
 * Answers to questions that nobody waits for any more, as on a board under load: what stands between a question's marks is
 * ours, and not what the program says.
 */
import type { ConsoleEvent } from '../protocol/repl-console.ts';

/** An answer whose end was lost on the line must not hide the program for ever. */
const MOST_ANSWER_BYTES = 16_384;

export interface LateAnswers {
  hear(event: ConsoleEvent): void;
  /** Whether text that comes now belongs to an answer. */
  isInside(): boolean;
}

/** No answer is under way; `isOurs`: a question of this number was asked, for a program can print marks, too. */
export function lateAnswers(isOurs: (number: number) => boolean): LateAnswers {
  let inside: string | null = null;
  let heardBytes = 0;
  return {
    hear(event) {
      if (event.kind === 'text') {
        heardBytes += event.bytes.length;
        if (heardBytes > MOST_ANSWER_BYTES) inside = null;
      } else if (event.kind === 'version') inside = null;
      else if (event.kind === 'mark') {
        const id = event.word.slice(1);
        if (event.word.startsWith('b') && isOurs(Number.parseInt(id, 36))) {
          inside = id;
          heardBytes = 0;
        } else if (/^[ex]/.test(event.word) && (inside === id || event.word.startsWith('x'))) inside = null;
      }
    },
    isInside: () => inside !== null,
  };
}
