import type { Board } from '../../boards/board.ts';
import type { ConsoleSession } from '../../console/open-console.ts';
import type { BoardText } from './board-text.ts';

/** What a conversation is made of. */
export interface ConversationParts {
  readonly line: ConsoleSession;
  /** What `.load` compiles for where the board does not say what it is. */
  readonly board: Board;
  readonly text: BoardText;
  /** What the image that runs calls the root names of its sources. */
  readonly names: ReadonlyMap<string, string>;
  readonly timeoutMs: number;
}

/** What input becomes. */
export interface Conversation extends ConversationParts {
  /** Runs one whole input and prints what comes of it; `exit`: no more is wanted. Rejects what the board and the files reject. */
  take(input: string): Promise<'exit' | 'next'>;
  /** Code as a person types it; what it prints and its value are printed. */
  run(code: string): Promise<void>;
  /** Lines that the board says unasked, as people read them; returns an unsubscribe function. */
  onLine(listener: (line: string) => void): () => void;
}
