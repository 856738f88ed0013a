/** A session without a line: the questions of the tools run here, on what a test gives them for a board. */
import { createContext, Script } from 'node:vm';
import type { AskOptions, RunningFirmware } from '../../tools/console/board-console.ts';
import type { ConsoleLink } from '../../tools/console/console-link.ts';
import type { ConsoleSession } from '../../tools/console/open-console.ts';
import { ToolError } from '../../tools/errors.ts';
import { crc32 } from '../../tools/protocol/crc32.ts';

/** Files of a Storage, one character a byte. */
export type Files = Map<string, string>;

/** What a question was, and how long it might take. */
export interface Asked {
  readonly code: string;
  readonly timeoutMs: number | undefined;
}

/** What a test decides of a board. */
export interface JsonBoard {
  readonly files?: Files;
  readonly globals?: Record<string, unknown>;
  readonly freeBytes?: number;
  /** Default: an ESP8266's. */
  readonly firmware?: RunningFirmware;
  /** Called before each question; what it throws is the answer. */
  readonly onAsk?: (asked: Asked) => void;
  /** What it throws, Storage refuses with. */
  readonly onWrite?: (name: string, offset: number) => void;
}

/** The session, its files, and what happened to it in order. */
export function jsonSession(board: JsonBoard = {}) {
  const { files = new Map<string, string>(), freeBytes = 100_000, onAsk } = board;
  const log: string[] = [];
  const asked: Asked[] = [];
  const listeners = new Set<(bytes: string) => void>();
  let printed = '';
  const storage = {
    read(name: string, offset = 0, length?: number): string | undefined {
      const text = files.get(name);
      return text?.slice(offset, length === undefined ? undefined : offset + length);
    },
    write(name: string, data: string, offset = 0, sizeBytes = data.length): boolean {
      log.push(`write ${name} ${offset} ${data.length}`);
      board.onWrite?.(name, offset);
      const text = files.get(name) ?? '\xff'.repeat(sizeBytes);
      files.set(name, text.slice(0, offset) + data + text.slice(offset + data.length));
      return true;
    },
    erase(name: string): void {
      log.push(`erase ${name}`);
      files.delete(name);
    },
    list: (pattern: RegExp) => [...files.keys()].filter((name) => new RegExp(pattern).test(name)),
    getFree: () => freeBytes,
    compact: () => void log.push('compact'),
  };
  const context = createContext({
    require: () => storage,
    E: { CRC32: (text: string) => crc32(Buffer.from(text, 'latin1')) },
    btoa: (text: string) => Buffer.from(text, 'latin1').toString('base64'),
    print: (text: string) => {
      printed += `${text}\n`;
    },
    ...board.globals,
  });
  new Script('global=globalThis').runInContext(context);
  const run = (code: string, timeoutMs: number | undefined, whole = code): unknown => {
    asked.push({ code, timeoutMs });
    onAsk?.({ code, timeoutMs });
    try {
      return new Script(whole).runInContext(context);
    } catch (cause) {
      throw new ToolError('BOARD_THREW', `board on memory: ${cause}.`, { cause });
    }
  };
  const link = {
    send: async (bytes: string) => void log.push(`send ${JSON.stringify(bytes)}`),
  } as ConsoleLink;
  const firmware = board.firmware ?? { version: '2v29', board: 'ESP8266_4MB' };
  const session = {
    transport: { name: 'memory' },
    firmware,
    async exec(code: string, options?: AskOptions) {
      printed = '';
      run(code, options?.timeoutMs);
      return printed;
    },
    async evaluate(expression: string, options?: AskOptions) {
      const json = JSON.stringify(run(expression, options?.timeoutMs, `(${expression}\n)`));
      return json === undefined ? undefined : JSON.parse(json);
    },
    onText(listener: (bytes: string) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exclusive: async (act: (line: ConsoleLink) => Promise<unknown>) => act(link),
    async resync(timeoutMs: number, mayInterrupt?: boolean) {
      log.push(`resync ${timeoutMs}${mayInterrupt === undefined ? '' : ` ${mayInterrupt}`}`);
      return firmware;
    },
    async close() {
      log.push('close');
    },
  } as unknown as ConsoleSession;
  return {
    session,
    /** Runs a typed line and answers with all that the console shows for it. */
    type(code: string): string {
      printed = '';
      try {
        new Script(code).runInContext(context);
      } catch (error) {
        printed += `Uncaught ${error}\n`;
      }
      return printed.replaceAll('\n', '\r\n');
    },
    files,
    log,
    asked,
    context: context as Record<string, unknown>,
    /** What the board says unasked. */
    say: (text: string) => {
      for (const listener of listeners) listener(text);
    },
    isHeard: () => listeners.size > 0,
  };
}
