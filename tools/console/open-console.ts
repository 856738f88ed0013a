/** From an open line to a conversation with the board's interpreter. */
import { ToolError } from '../errors.ts';
import { textOf } from '../protocol/byte-text.ts';
import { crc32 } from '../protocol/crc32.ts';
import type { Transport } from '../transport/transport.ts';
import type { AskOptions, BoardSession, RunningFirmware } from './board-console.ts';
import { connectConsole, interruptProgram } from './connect.ts';
import { type ConsoleLink, linkConsole, type PasswordSource } from './console-link.ts';
import { runCode } from './exec.ts';
import { lateAnswers } from './late-answers.ts';

const DEFAULT_ASK_MS = 5_000;
const DEFAULT_OPEN_MS = 8_000;
/** Separates this session's marks from those of one before it. */
const MAX_FIRST_ID = 1e6;

/** How a conversation begins. */
export interface OpenOptions {
  readonly signal?: AbortSignal;
  /** As `BoardSession.onText`, from the first byte on. */
  readonly onText?: (bytes: string) => void;
  /** Default: 8,000. */
  readonly timeoutMs?: number;
  /** Default: unknown. */
  readonly password?: PasswordSource;
  /** `false`: never Ctrl-C what runs to get a prompt; default `true`. */
  readonly mayInterrupt?: boolean;
}

/** A conversation whose line can be had for oneself. */
export interface ConsoleSession extends BoardSession {
  /** Runs `act` while no question of others is on the line; what the board says meanwhile also goes to `onText`. */
  exclusive<Value>(act: (link: ConsoleLink) => Promise<Value>): Promise<Value>;
  /** Asks again who is there, as after a restart. Rejects as `openSession`. */
  resync(timeoutMs: number, mayInterrupt?: boolean): Promise<RunningFirmware>;
}

/**
 * Wakes the board and asks what it is. The line is closed when that fails.
 * Rejects SESSION_TIMEOUT (silent or garbled), SESSION_LOADER, SESSION_UNKNOWN_FIRMWARE (no Espruino), SESSION_LOCKED (its password is
 * missing or wrong), SESSION_LOST, SESSION_ABORTED.
 */
export async function openSession(transport: Transport, options: OpenOptions = {}): Promise<ConsoleSession> {
  const { signal, onText, timeoutMs = DEFAULT_OPEN_MS, mayInterrupt = true } = options;
  const link = linkConsole(transport, signal);
  if (options.password) link.password = options.password;
  const listeners = new Set<(bytes: string) => void>(onText ? [onText] : []);
  const notify = (bytes: string): void => {
    for (const listener of [...listeners]) listener(bytes);
  };
  let isRunning = false;
  let firstId = 0;
  let id = 0;
  const answers = lateAnswers((number) => number > firstId && number <= id);
  const writeUnasked = (bytes: string): void => {
    if (!answers.isInside()) notify(bytes);
  };
  link.onEvent((event) => {
    answers.readFrom(event);
    if (event.kind === 'text' && !isRunning) writeUnasked(event.bytes);
    else if (event.kind === 'log') notify(`${event.text}\r\n`);
  });
  let firmware: RunningFirmware;
  try {
    if (signal?.aborted) throw new ToolError('SESSION_ABORTED', `board on ${transport.name}: interrupted.`);
    firmware = await connectConsole(link, timeoutMs, mayInterrupt);
  } catch (error) {
    await link.close();
    throw error;
  }
  link.isPaced = firmware.board.startsWith('ESP8266');
  link.hasFlowControl = firmware.board.startsWith('ESP32');

  firstId = Math.floor(Math.random() * MAX_FIRST_ID);
  id = firstId;
  let last: Promise<unknown> = Promise.resolve();
  /** A question that was not answered may have left half a statement, or runs still. */
  let isUnsure = false;

  function inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
    const next = last.then(act);
    last = next.catch(() => {});
    return next;
  }

  function exec(
    code: string,
    { timeoutMs: askMs = DEFAULT_ASK_MS, onPrinted }: AskOptions = {},
  ): Promise<string> {
    return inTurn(async () => {
      if (isUnsure) {
        await connectConsole(link, askMs);
        isUnsure = false;
      }
      id++;
      isRunning = true;
      try {
        return await runCode(link, code, { id: id.toString(36), timeoutMs: askMs, onPrinted }, writeUnasked);
      } catch (error) {
        if (error instanceof ToolError && error.code !== 'BOARD_THREW') isUnsure = true;
        throw error;
      } finally {
        isRunning = false;
      }
    });
  }

  return {
    transport,
    firmware,
    exec,
    async evaluate<Value>(expression: string, ask?: AskOptions): Promise<Value> {
      const marker = `J${(id + 1).toString(36)}:`;
      // Its CRC-32 goes before the value: a digit that the line changes would pass for another value.
      const text = await exec(
        `print(${JSON.stringify(marker)}+(function(s){return s===undefined?s:(E.CRC32(s)>>>0)+":"+s})(JSON.stringify(${expression}\n)))`,
        ask,
      );
      const answer = text.slice(text.lastIndexOf(marker) + marker.length).trim();
      if (answer === 'undefined') return undefined as Value;
      const json = answer.slice(answer.indexOf(':') + 1);
      try {
        if (crc32(unitsOf(json)) !== Number.parseInt(answer, 10)) throw new Error('its CRC-32 differs');
        return JSON.parse(json) as Value;
      } catch (cause) {
        throw new ToolError(
          'SESSION_GARBLED',
          `board on ${transport.name}: answered ${JSON.stringify(textOf(answer.slice(0, 60)))}, which is not a complete value.`,
          {
            help: 'The line is losing bytes: try a shorter cable or another port.',
            cause,
          },
        );
      }
    },
    onText(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    type: (bytes) => inTurn(() => link.send(bytes)),
    interrupt: () =>
      inTurn(async () => {
        await interruptProgram(link);
        await connectConsole(link, DEFAULT_ASK_MS);
        isUnsure = false;
      }),
    exclusive: (act) => inTurn(() => act(link)),
    resync: (askMs, may = true) =>
      inTurn(async () => {
        const found = await connectConsole(link, askMs, may);
        isUnsure = false;
        return found;
      }),
    async close() {
      if (link.isLoggedIn) await link.send('\x10E.lockConsole()\n').catch(() => {});
      link.isLoggedIn = false;
      await link.close();
    },
  };
}

function unitsOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
