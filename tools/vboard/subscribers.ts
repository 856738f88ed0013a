/** Who wants to hear of something, and a way to leave again. */

export interface Subscribers<Args extends readonly unknown[]> {
  /** Returns an unsubscribe function, harmless when called twice. */
  add(listener: (...args: Args) => void): () => void;
  notify(...args: Args): void;
}

/** Empty; a subscriber added during a notification gets the next one. */
export function subscribers<Args extends readonly unknown[]>(): Subscribers<Args> {
  const listeners = new Set<(...args: Args) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    notify(...args) {
      for (const listener of [...listeners]) listener(...args);
    },
  };
}
