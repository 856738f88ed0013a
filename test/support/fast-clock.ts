/** Time that passes as fast as the work between two moments is done. */
import { mock } from 'node:test';

const STEP_MS = 50;

/** What a test's context is needed for. */
interface Ending {
  after(fn: () => void): void;
}

/** Takes over `setTimeout` and `performance.now` until the test ends; returns the milliseconds since now. */
export function fastClock(t: Ending): () => number {
  let nowMs = 0;
  let isOn = true;
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(performance, 'now', () => 1e6 + nowMs);
  const step = (): void => {
    if (!isOn) return;
    nowMs += STEP_MS;
    mock.timers.tick(STEP_MS);
    setImmediate(step);
  };
  setImmediate(step);
  t.after(() => {
    isOn = false;
    mock.timers.reset();
    mock.restoreAll();
  });
  return () => nowMs;
}
