/** What is printed of a board that has started: its greeting through a real socket, and how to talk to it. */

import { aborted } from '../aborted.ts';
import type { Board } from '../boards/board.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { ToolError } from '../errors.ts';
import { greet } from '../peers/greet.ts';
import { targetText } from '../peers/target.ts';
import type { Screen } from './screen.ts';
import type { Service, Simulator } from './simulate.ts';

const GREETING = 'hello, board';
const GREET_TIMEOUT_MS = 5000;

/**
 * Prints the board's state. `isEcho`: also greets it, and resolves when its answer is printed; throws what `greet` throws, BOARD_ENDED, and STAGE_STOPPED when the signal aborts.
 */
export async function printBanner(
  context: CommandContext,
  board: Board,
  simulator: Simulator,
  screen: Screen,
  isEcho: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { output } = context;
  const { paint } = output;
  const { usage, free } = simulator.memory;
  output.result(`${board.name} runs on this computer: ${usage} variables used, ${free} left.`);
  screen.setText({ title: `${board.id} OLED`, below: output.isLive ? howToTalk(simulator, isEcho) : [] });
  const target = simulator.services().find(({ protocol }) => protocol === 'tcp')?.target;
  if (isEcho && target !== undefined) {
    const { answer, elapsedMs } = await Promise.race([
      greet(target, GREETING, GREET_TIMEOUT_MS),
      simulator.died.then((error) => Promise.reject(error)),
      stoppedBy(signal),
    ]);
    const took = `${elapsedMs.toFixed(1)} ms`;
    output.result(
      answer === GREETING
        ? `Sent ${paint.bold(GREETING)}, received the same in ${took}.`
        : `Sent ${paint.bold(GREETING)}, received ${paint.bold(answer)} in ${took}.`,
    );
  }
}

/** Resolves when the screen shows what came of it. Throws STAGE_STOPPED when the signal aborts. */
export async function shown(screen: Screen, signal: AbortSignal): Promise<void> {
  await Promise.race([screen.settled(), stoppedBy(signal)]);
}

/** Rejects when the signal aborts. The board goes then, and with it the socket of the greeting. */
async function stoppedBy(signal: AbortSignal): Promise<never> {
  await aborted(signal);
  throw new ToolError('STAGE_STOPPED', 'virtual board: stopped during the greeting.');
}

/** The next commands to try. */
export function howToTalk(simulator: Simulator, isEcho: boolean): string[] {
  const services = simulator.services();
  const tcp = services.find(({ protocol }) => protocol === 'tcp')?.target;
  if (isEcho && tcp !== undefined)
    return [
      `Connect:  npx tinwire connect tcp ${targetText(tcp)}`,
      `Measure:  npx tinwire echo ${targetText(tcp)}        (Ctrl-C stops the board)`,
    ];
  if (services.length === 0)
    return ['It is not listening on a port yet. Its output is shown here; press Ctrl-C to stop.'];
  return services.map(talkTo);
}

/** How to reach one port of a board. */
export function talkTo({ protocol, target }: Service): string {
  return `Connect:  npx tinwire connect ${protocol} ${targetText(target)}`;
}
