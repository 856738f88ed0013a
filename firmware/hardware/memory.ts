/** The interpreter's variables. */
import type { MemoryPort } from '../ports.ts';

export const memory: MemoryPort = {
  free(collect) {
    return process.memory(collect).free;
  },
};

/** How many the board has: an ESP32 takes them from the heap at boot. */
export const totalVariables = process.memory(false).total;
