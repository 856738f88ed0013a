/** What happens while a command runs, as lines for people, one JSON object a line for programs, and a copy in a file. */
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { ToolError } from '../errors.ts';
import { cleanText } from './clean-text.ts';
import type { Session } from './session.ts';

/** Where events go. */
export interface EventLog {
  /** An event with the lines that people see of it. */
  tell(event: object, lines: readonly string[]): void;
  close(): void;
}

/**
 * Opens the log; `file` gets what is shown, with the time in front of each line: it is read in a terminal, too, so that
 * it holds no byte that one would obey. Throws LOG_BAD.
 */
export function openEventLog(session: Session, file: string | undefined): EventLog {
  const { output } = session;
  const handle = file === undefined ? undefined : openLog(path.resolve(session.directory, file));
  return {
    tell(event, lines) {
      const time = new Date().toISOString();
      output.event({ time, ...event });
      for (const line of lines) {
        output.result(line);
        if (handle === undefined) continue;
        for (const row of cleanText(line).split('\n')) writeSync(handle, `${time} ${row}\n`);
      }
    },
    close() {
      if (handle !== undefined) closeSync(handle);
    },
  };
}

function openLog(file: string): number {
  try {
    return openSync(file, 'a');
  } catch (cause) {
    throw new ToolError('LOG_BAD', `--log ${file}: cannot be written.`, {
      help: 'Name a file in a folder of yours.',
      cause,
    });
  }
}
