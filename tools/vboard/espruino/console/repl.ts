/** Runs what was typed, and answers with `=` and its value. */
import { CONSOLE_FORM } from '../form.ts';
import type { Machine } from '../machine.ts';
import { written } from '../print.ts';
import { Interrupt } from '../values.ts';

export interface Repl {
  /** Runs one line and shows its value if `isAnswered` still says so. Never throws. */
  run(line: string, isAnswered: () => boolean): void;
  /** The value as the console shows it. @throws Error with what the console would print. */
  evaluate(code: string): Promise<string>;
  /** A value as the console shows it; `hasBareKeys`: names of fields without quotes. */
  show(value: unknown, hasBareKeys: boolean): string;
  value(code: string): unknown;
}

export function createRepl(machine: Machine, onRun: () => void): Repl {
  const { world, faults, loop } = machine;
  const show = (value: unknown, hasBareKeys: boolean): string =>
    written(world, value, { ...CONSOLE_FORM, isLimited: true, bareKeys: hasBareKeys });
  const value = (code: string): unknown => machine.run(code, { file: '', root: 'REPL', scope: 'root' });
  return {
    show,
    value,
    run(line, isAnswered) {
      if (line === '') return;
      try {
        const found = value(line);
        if (isAnswered()) world.write(`=${show(found, true)}\n`.replaceAll('\n', '\r\n'));
      } catch (thrown) {
        faults.report(thrown);
      }
    },
    async evaluate(code) {
      world.pulse.begin();
      try {
        return show(value(code), true);
      } catch (thrown) {
        if (thrown instanceof Interrupt && thrown.kind === 'reset') return 'undefined';
        throw new Error(faults.describe(thrown).trimEnd());
      } finally {
        onRun();
        loop.drain();
      }
    },
  };
}
