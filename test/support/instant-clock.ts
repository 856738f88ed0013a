/** Time that passes as fast as the work between two moments is done. */
import type { TestContext } from 'node:test';

const STEP_MS = 50;

/** Takes over `setTimeout`, `setInterval` and `performance.now` until the test ends; returns the milliseconds since now. */
export function instantClock(t: Pick<TestContext, 'mock' | 'after'>): () => number {
  let nowMs = 0;
  let isOn = true;
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  t.mock.method(performance, 'now', () => 1e6 + nowMs);
  const step = (): void => {
    if (!isOn) return;
    nowMs += STEP_MS;
    t.mock.timers.tick(STEP_MS);
    setImmediate(step);
  };
  setImmediate(step);
  t.after(() => {
    isOn = false;
  });
  return () => nowMs;
}
