/** The interpreter's variables. */
import type { MemoryPort } from '../ports.ts';

export const memory: MemoryPort = {
  free(collect) {
    return process.memory(collect).free;
  },
};
