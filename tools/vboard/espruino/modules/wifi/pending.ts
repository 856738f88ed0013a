/**
 * Callbacks that the Wi-Fi code keeps in C. `load()` and `reset()` clear all variables and leave these pointers where they are:
 * the next use unlocks what is no longer a callback, and memory is damaged. Seen on an ESP32 with 2v27.45 as OUT OF MEMORY.
 */
import type { BoardFunction, Realm } from '../../realm.ts';
import { answer } from './context.ts';

export interface Pending {
  /** Somebody waits, or waited before the last `load()`. */
  readonly isSet: boolean;
  /** Puts another callback in place; the one before is never called. */
  set(callback: BoardFunction | undefined): void;
  /** Queues the callback and forgets it. */
  complete(...args: unknown[]): void;
}

export interface PendingCallbacks {
  pending(): Pending;
  /** All variables were cleared. */
  forget(): void;
}

/** No callback waits yet. */
export function pendingCallbacks(realm: Realm): PendingCallbacks {
  const forgetters: (() => void)[] = [];
  return {
    pending() {
      let waiting: BoardFunction | undefined;
      let isDangling = false;
      forgetters.push(() => {
        isDangling ||= waiting !== undefined;
        waiting = undefined;
      });
      /** Whether the pointer was left from before; it is not any more. */
      const wasDangling = (): boolean => {
        const was = isDangling;
        isDangling = false;
        return was;
      };
      return {
        get isSet() {
          return isDangling || waiting !== undefined;
        },
        set(callback) {
          waiting = callback;
          if (wasDangling()) realm.damageMemory?.();
        },
        complete(...args) {
          const callback = waiting;
          waiting = undefined;
          if (wasDangling()) realm.queue(() => realm.damageMemory?.());
          else answer(realm, callback, ...args);
        },
      };
    },
    forget() {
      for (const forget of forgetters) forget();
    },
  };
}
