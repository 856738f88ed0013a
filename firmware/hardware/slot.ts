/** What the boot selector left; undefined on boards that keep one image only. */
import type { SlotPort } from '../ports.ts';

export const slot = (global as { SLOT?: SlotPort }).SLOT;
