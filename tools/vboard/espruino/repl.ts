/** The console: a line typed is run, and answered with `=` and its value. */

import { CONSOLE_FORM } from './form.ts';
import type { Machine } from './machine.ts';
import { written } from './print.ts';

export interface Repl {
  type(bytes: string): void;
  evaluate(code: string): Promise<string>;
  prompt(): void;
  setEcho(isOn: boolean): void;
}

const ENTER = /^[\r\n]$/;
const SILENT = '\x10';

export function createRepl(machine: Machine): Repl {
  const { world, faults, loop } = machine;
  let line = '';
  let isEcho = true;
  const show = (value: unknown): string =>
    written(world, value, { ...CONSOLE_FORM, isLimited: true, bareKeys: true });
  const run = (code: string): unknown => machine.run(code, { file: '', root: '', scope: 'root' });
  const prompt = (): void => {
    if (isEcho) world.write('>');
  };
  const enter = (): void => {
    const isSilent = !isEcho || line.startsWith(SILENT);
    const code = line.startsWith(SILENT) ? line.slice(1) : line;
    line = '';
    if (!isSilent) world.write('\r\n');
    try {
      const value = run(code);
      if (!isSilent) world.console(`=${show(value)}\n`);
    } catch (thrown) {
      faults.report(thrown);
    }
    if (!isSilent) prompt();
    loop.drain();
  };
  return {
    prompt,
    setEcho(isOn) {
      isEcho = isOn;
    },
    type(bytes) {
      for (const one of bytes) {
        if (ENTER.test(one)) {
          if (line !== '') enter();
        } else {
          line += one;
          if (isEcho && !line.startsWith(SILENT)) world.write(one);
        }
      }
    },
    async evaluate(code) {
      try {
        return show(run(code));
      } catch (thrown) {
        throw new Error(faults.describe(thrown).trimEnd());
      } finally {
        loop.drain();
      }
    },
  };
}
