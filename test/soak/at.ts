/** Seeded noise for the AT console. */
import { HOME } from '../support/at-board.ts';
import { type Random, randomBytes, randomLine } from '../support/at-noise.ts';
import type { AtConsole } from '../support/at-restart.ts';

const LINES_A_TURN = 10;
const TURN_MS = 30;
/** More than the silence around `+++`. */
const GAP_MS = 40;
const JOIN = `AT+CWJAP="${HOME.ssid}","${HOME.password}"\r\n`;
/** Longer than a ping, a connect and a join may last. */
const LONG_MS = 25_000;
const TURNS_TO_LONG = 500;

/**
 * Types `lines` lines, one of ten of them bytes of any value; where they connect, they connect to `port`. Lines that match `taboo`
 * are left out.
 */
export async function atNoise(
  console: AtConsole,
  random: Random,
  lines: number,
  port: number,
  taboo: RegExp | null = null,
  onLines: (count: number) => void = () => {},
): Promise<void> {
  for (let line = 0, turn = 0; line < lines; line += LINES_A_TURN, turn++) {
    let text = turn % 10 === 0 ? JOIN : '';
    for (let one = 0; one < LINES_A_TURN; ) {
      const next = random(10) ? randomLine(random, port) : randomBytes(random, 300);
      if (taboo?.test(next)) continue;
      text += next;
      one++;
    }
    console.type(text);
    await console.pass(TURN_MS);
    if (random(4) === 0) {
      await console.pass(GAP_MS);
      console.type('+++');
      await console.pass(GAP_MS);
    }
    if (turn % TURNS_TO_LONG === TURNS_TO_LONG - 1) await console.pass(LONG_MS);
    console.forget();
    onLines(LINES_A_TURN);
  }
}
