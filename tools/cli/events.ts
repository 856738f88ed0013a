/** What happens while a command runs, as lines for people, one JSON object a line for programs, and a copy in a file. */
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { cleanText } from '../text/clean-text.ts';
import type { CommandContext } from './command-context.ts';
import { systemFault } from './system-fault.ts';

/** Where events go. */
export interface EventLog {
  /** An event with the lines that people see of it. */
  notify(event: object, lines: readonly string[]): void;
  close(): void;
}

/**
 * Opens the log; `file` gets what is shown, with the time in front of each line: it is read in a terminal, too, so that
 * it holds no byte that one would obey. Throws a `SYSTEM_...` fault, as `tell` does.
 */
export function openEventLog(context: CommandContext, file: string | undefined): EventLog {
  const { output } = context;
  const handle = file === undefined ? undefined : openLog(path.resolve(context.directory, file));
  return {
    notify(event, lines) {
      const time = new Date().toISOString();
      output.event({ time, ...event });
      for (const line of lines) {
        output.result(line);
        if (handle === undefined) continue;
        for (const row of cleanText(line).split('\n')) append(handle, `${time} ${row}\n`, file ?? '');
      }
    },
    close() {
      if (handle !== undefined) closeSync(handle);
    },
  };
}

function append(handle: number, text: string, file: string): void {
  try {
    writeSync(handle, text);
  } catch (cause) {
    throw systemFault(cause, `--log ${file}`) ?? cause;
  }
}

function openLog(file: string): number {
  try {
    return openSync(file, 'a');
  } catch (cause) {
    throw systemFault(cause, `--log ${file}`) ?? cause;
  }
}
