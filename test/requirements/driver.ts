/** The program under test as a replay sees it. */

/** A peer as the program may name it: by its port, or by when it came, counted from 0. */
export interface Caller {
  readonly port: number;
  readonly place: number;
}

/** A program that runs. */
export interface ProgramDriver {
  /** Where it listens on 127.0.0.1; of a client: unused. */
  readonly port: number;
  /** As it names itself. */
  readonly ip: string;
  /** Whole lines that it has printed. */
  lines(): readonly string[];
  /** Called after each change of `lines`; returns an unsubscribe function. */
  onLine(listener: () => void): () => void;
  nameOf(caller: Caller): string;
  /** Keys on its serial line. */
  type(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/** Lines and who waits for them. */
export function lineBook(): Pick<ProgramDriver, 'lines' | 'onLine'> & {
  add(lines: readonly string[]): void;
} {
  const all: string[] = [];
  const listeners = new Set<() => void>();
  return {
    lines: () => all,
    onLine(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(lines) {
      all.push(...lines);
      for (const listener of [...listeners]) listener();
    },
  };
}
