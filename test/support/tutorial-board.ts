/** A tutorial's image on a running board whose time is driven, with its serial line and its clients. */
import { type DrivenClock, drivenClock } from '../../tools/vboard/chip/driven-clock.ts';
import { builtinEngine } from '../../tools/vboard/espruino/builtin-engine.ts';
import { type Reader, readFrom } from './at-board.ts';
import { type BoardUnderTest, startBoardUnderTest } from './board-under-test.ts';
import { connectPeer, type Peer } from './peer.ts';

/** The board, what its serial line says, and its time, which stands still between the calls of the clock. */
export interface TutorialBoard extends BoardUnderTest {
  /** What the line has said since the board listens. */
  readonly line: Reader;
  readonly clock: DrivenClock;
  /** Connects, and resolves once the line has said `greeting`. */
  join(greeting: string): Promise<Peer>;
  /** Types on the line; resolves once the program has it. */
  type(bytes: string): Promise<void>;
  /** Lets time pass; resolves once the program has done what was due. */
  pass(milliseconds: number): Promise<void>;
}

const STEP_MS = 100;
/** The interpreter's prompt, and how it takes it away before it prints. */
const PROMPT = ['\r\x1b[J', '>'];

/** Boots the image of a tutorial; time passes in steps of 5 ms until it listens. `hidesPrompt`: `line` leaves it out. */
export async function startTutorialBoard(
  id: string,
  entry: string,
  options: { settings?: Record<string, object>; joinMs?: number; hidesPrompt?: boolean } = {},
): Promise<TutorialBoard> {
  const clock = drivenClock();
  let isUp = false;
  const starting = startBoardUnderTest(id, { ...options, entry, clock, engine: builtinEngine }).finally(
    () => {
      isUp = true;
    },
  );
  while (!isUp) {
    clock.advance(5);
    await new Promise(setImmediate);
  }
  const board = await starting;
  const line = readFrom((listener) =>
    board.vboard.onConsole((bytes) => listener(options.hidesPrompt ? withoutPrompt(bytes) : bytes)),
  );
  // A pass of the interpreter that asks for the next one sets no timer before that has run.
  const settle = async (): Promise<void> => {
    await board.vboard.evaluate('0');
    await new Promise(setImmediate);
    await new Promise(setImmediate);
  };
  return {
    ...board,
    line,
    clock,
    async join(greeting) {
      const peer = await connectPeer(board.tcpPort);
      await line.until(greeting);
      return peer;
    },
    async type(bytes) {
      board.vboard.type(bytes);
      await settle();
    },
    async pass(milliseconds) {
      for (let left = milliseconds; left > 0; left -= STEP_MS) {
        clock.advance(Math.min(left, STEP_MS));
        await settle();
      }
    },
  };
}

function withoutPrompt(bytes: string): string {
  return PROMPT.reduce((rest, part) => rest.replaceAll(part, ''), bytes);
}

/** UTF-8 as the interpreter has it: one character a byte. */
export function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}
