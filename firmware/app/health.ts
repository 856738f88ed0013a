/**
 * Tells the boot selector that the image is healthy, or it would go back to the one before. No network is asked for: bad
 * Wi-Fi must not cost anybody a good image.
 */
import type { SlotPort, TimersPort } from '../ports.ts';

/** An image that reaches this age with its timers alive stays. */
export const HEALTHY_MS = 10000;

/** Confirms the image once it is old enough. */
export function startHealth(slot: SlotPort | undefined, timers: TimersPort): void {
  if (slot) timers.after(() => slot.confirm(), HEALTHY_MS);
}
