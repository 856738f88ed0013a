/** Seeded noise for the AT console, on the serial line or on a TCP port. */
import type { VirtualBoard } from '../../tools/vboard/vboard.ts';
import { type Ear, HOME } from '../support/at-board.ts';
import { type Random, randomBytes, randomLine } from '../support/at-noise.ts';

const LINES_A_TURN = 10;
const ASK_AGAIN_MS = 50;

/** A console and a way to type on it. */
export interface AtConsole extends Ear {
  readonly vboard: VirtualBoard;
  type(bytes: string): void;
}

/** Types until the console is out of whatever it is in, and restarts it. */
export async function restart(console: AtConsole): Promise<void> {
  console.forget();
  let turn = 0;
  const timer = setInterval(() => {
    console.type(turn++ % 5 ? `${'x'.repeat(300)}\r\nAT+RESTORE\r\n` : '+++');
  }, ASK_AGAIN_MS);
  try {
    await console.until('\r\nready\r\n');
  } finally {
    clearInterval(timer);
  }
  console.type('\r\nAT\r\n');
  await console.until('OK\r\n');
  console.type('AT+RESTORE\r\n');
  await console.until('\r\nready\r\n');
}

/** Types `lines` lines, one of ten of them bytes of any value; where they connect, they connect to `port`. */
export async function atNoise(
  console: AtConsole,
  random: Random,
  lines: number,
  port: number,
  onLines: (count: number) => void = () => {},
): Promise<void> {
  for (let line = 0; line < lines; line += LINES_A_TURN) {
    if (line % 100 === 0) {
      console.type(`AT+CWJAP="${HOME.ssid}","${HOME.password}"\r\n`);
      console.forget();
    }
    for (let one = 0; one < LINES_A_TURN; one++)
      console.type(random(10) ? randomLine(random, port) : randomBytes(random, 300));
    // The board has taken them all once it answers.
    await console.vboard.memory();
    onLines(LINES_A_TURN);
  }
}
