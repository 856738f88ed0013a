/** From an open line to a board that answered who it is, with the least disturbance that does it. */
import { ToolError } from '../errors.ts';
import { textOf } from '../protocol/byte-text.ts';
import type { ConsoleEvent } from '../protocol/repl-console.ts';
import type { RunningFirmware } from './board-console.ts';
import type { ConsoleLink } from './console-link.ts';
import { isLockPrompt, logIn } from './log-in.ts';

const ENQUIRY = '\x05';
const CTRL_C = '\x03';
const QUICK_MS = 400;
const SLOW_MS = 800;
/** Two Ctrl-C at an empty prompt within this end the interpreter on Linux. */
const CTRL_C_APART_MS = 5_200;
/** Bytes kept of unknown firmware's output, to identify it. */
const RECEIVED_BYTES = 4_000;

/** When Ctrl-C was last sent on a line. */
const lastCtrlC = new WeakMap<ConsoleLink, number>();

/** Sends Ctrl-C, twice where the debugger caught the first; resolves when a prompt or nothing came. */
export async function interruptProgram(link: ConsoleLink, timeoutMs = SLOW_MS): Promise<boolean> {
  const waitMs = (lastCtrlC.get(link) ?? -CTRL_C_APART_MS) + CTRL_C_APART_MS - performance.now();
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  lastCtrlC.set(link, performance.now());
  const prompt = await sendAndWait(link, CTRL_C, promptOf, timeoutMs);
  if (prompt !== 'debug>') return prompt !== undefined;
  return (
    (await sendAndWait(link, CTRL_C, (event) => (promptOf(event) === '>' ? true : undefined), timeoutMs)) ===
    true
  );
}

/**
 * Asks who is there: first without touching anything, then with an empty line, then by stopping what runs.
 * Rejects SESSION_UNKNOWN_FIRMWARE (not Espruino), SESSION_LOCKED, SESSION_LOADER, SESSION_TIMEOUT, SESSION_LOST.
 */
export async function connectConsole(
  link: ConsoleLink,
  timeoutMs: number,
  mayInterrupt = true,
): Promise<RunningFirmware> {
  let received = '';
  let isLocked = false;
  const stop = link.onEvent((event) => {
    if (isLockPrompt(event)) isLocked = true;
    if (event.kind === 'text' && received.length < RECEIVED_BYTES) received += event.bytes;
  });
  const untilMs = performance.now() + timeoutMs;
  try {
    for (let round = 0; round === 0 || performance.now() < untilMs; round++) {
      const quick = await sendAndWait(link, `\0${ENQUIRY}`, versionOf, round === 0 ? QUICK_MS : SLOW_MS);
      if (quick) return quick;
      throwIfUnknownFirmware(link.transport.name, received);
      const answerToLine = await sendAndWait(link, `\n${ENQUIRY}`, versionOf, SLOW_MS);
      if (answerToLine) return answerToLine;
      throwIfUnknownFirmware(link.transport.name, received);
      if (isLocked) {
        await logIn(link);
        isLocked = false;
        continue;
      }
      if (!mayInterrupt || performance.now() > untilMs) continue;
      await interruptProgram(link);
      // The tail of a burst can stay behind in an ESP8266 until one more byte arrives.
      const answer = await sendAndWait(link, `${ENQUIRY}\0`, versionOf, SLOW_MS);
      if (answer) return answer;
      throwIfUnknownFirmware(link.transport.name, received);
    }
  } finally {
    stop();
  }
  throw silent(link, received, timeoutMs);
}

function promptOf(event: ConsoleEvent): '>' | 'debug>' | undefined {
  return event.kind === 'prompt' && (event.prompt === '>' || event.prompt === 'debug>')
    ? event.prompt
    : undefined;
}

function versionOf(event: ConsoleEvent): RunningFirmware | undefined {
  return event.kind === 'version' ? { version: event.version, board: event.board } : undefined;
}

/** `undefined` when nothing came in time; other faults reject. */
async function sendAndWait<Value>(
  link: ConsoleLink,
  bytes: string,
  pick: (event: ConsoleEvent) => Value | undefined,
  timeoutMs: number,
): Promise<Value | undefined> {
  const answer = link.wait(pick, timeoutMs);
  answer.catch(() => {});
  await link.send(bytes);
  return answer.catch((error: unknown) => {
    if (error instanceof ToolError && error.code === 'SESSION_TIMEOUT') return undefined;
    throw error;
  });
}

/** What a serial bridge prints while no client is connected. */
const BRIDGE_SIGN = 'type +++ to return to the console';
const UNKNOWN_FIRMWARE: readonly (readonly [RegExp, string])[] = [
  [/(^|[\r\n])>>>|paste mode; Ctrl-C to cancel|MicroPython/, 'MicroPython'],
  [/(^|[\r\n])lua_|NodeMCU/i, 'NodeMCU Lua'],
  [/(^|[\r\n])(ERROR|AT\+?\S*)\r?\n|(^|[\r\n])ready\r\n/, 'AT firmware'],
];

function throwIfUnknownFirmware(name: string, received: string): void {
  if (/waiting for download|DOWNLOAD_BOOT|DOWNLOAD\(|UART_BOOT\(/.test(received)) {
    throw new ToolError('SESSION_LOADER', `board on ${name}: it is in its ROM loader.`, {
      help: 'Release BOOT (FLASH) and press RESET, then run the command again.',
    });
  }
  const firmwareName = UNKNOWN_FIRMWARE.find(([sign]) => sign.test(received))?.[1];
  if (firmwareName !== undefined) {
    throw new ToolError(
      'SESSION_UNKNOWN_FIRMWARE',
      `board on ${name}: ${firmwareName} is running, not Espruino.`,
      {
        help: 'Install Espruino and the image: tinwire flash.',
      },
    );
  }
}

function silent({ transport }: ConsoleLink, received: string, timeoutMs: number): ToolError {
  const within = `within ${timeoutMs / 1000} s`;
  const strange = [...received].filter((character) => !/[\t\r\n -~]/.test(character)).length;
  if (received.length > 0 && strange * 3 > received.length) {
    return new ToolError(
      'SESSION_TIMEOUT',
      `board on ${transport.name}: received only garbled bytes ${within} at ${transport.baud ?? 'this'} baud.`,
      {
        help: 'Espruino uses 115200 baud. Press RESET, check the port, or install Espruino: tinwire flash.',
      },
    );
  }
  const said =
    received.trim() === ''
      ? 'sent nothing'
      : `showed no prompt but sent ${JSON.stringify(textOf(received).trim().slice(-60))},`;
  if (received.includes(BRIDGE_SIGN)) {
    return new ToolError(
      'SESSION_TIMEOUT',
      `board on ${transport.name}: its serial line is in bridge mode.`,
      {
        help: 'In a terminal, type +++ with a second of silence before and after it to return to the console, then run the command again.',
      },
    );
  }
  return new ToolError('SESSION_TIMEOUT', `board on ${transport.name}: it ${said} ${within}.`, {
    help: 'Press RESET without holding BOOT (FLASH) and try again. If its program loops: tinwire rescue. If it has no firmware: tinwire flash. If its line is a serial bridge: type +++ in a terminal.',
  });
}
