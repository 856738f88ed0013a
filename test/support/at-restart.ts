/** An AT console that somebody types on without reading, and the way out of whatever it is in. */
import type { VirtualBoard } from '../../tools/vboard/vboard.ts';
import type { Reader } from './at-board.ts';

const TURN_MS = 50;
const TURNS = 1_000;
/** A link that never answers is given up after 15 s, and a join after 20 s. */
const TURNS_TO_QUIET = 500;

/** A console, a way to type on it, and its time. */
export interface AtConsole extends Reader {
  readonly vboard: VirtualBoard;
  type(bytes: string): void;
  /** Lets `milliseconds` of the board's time pass, and its sockets work. */
  pass(milliseconds: number): Promise<void>;
}

/** Resolves once `text` has come, and takes all up to it; `ask` types meanwhile, told how many turns went by. */
async function untilSaid(
  console: AtConsole,
  text: string,
  ask: (turn: number) => void = () => {},
): Promise<void> {
  for (let turn = 0; !console.received().includes(text); turn++) {
    if (turn === TURNS) throw new Error(`${JSON.stringify(text)} did not come in ${TURNS * TURN_MS} ms`);
    ask(turn);
    await console.pass(TURN_MS);
  }
  await console.until(text);
}

/** Types until the console is out of whatever it is in, and restarts it. */
export async function restart(console: AtConsole): Promise<void> {
  console.forget();
  await untilSaid(console, '\r\nready\r\n', (turn) => {
    if (turn < TURNS_TO_QUIET) console.type(turn % 5 ? `${'x'.repeat(300)}\r\nAT+RESTORE\r\n` : '+++');
  });
  // That may have been an AT+RST of the noise; and what is typed of a line must not stay.
  console.type('\r\nAT\r\n');
  await untilSaid(console, 'OK\r\n');
  console.type('AT+RESTORE\r\n');
  await untilSaid(console, '\r\nready\r\n');
}

/** Throws unless the console answers. */
export async function untilAnswered(console: AtConsole): Promise<void> {
  console.type('\r\nATE1\r\n');
  await untilSaid(console, 'OK\r\n');
}
