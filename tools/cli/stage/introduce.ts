/** How a board on the stage is presented: its greeting through a real socket, and how to talk to it. */
import type { Board } from '../../boards/board.ts';
import { greet } from '../../counterpart/greet.ts';
import { targetText } from '../../counterpart/target.ts';
import type { Session } from '../session.ts';
import type { Screen } from './screen.ts';
import type { Stage } from './stage.ts';

const GREETING = 'hello, board';
const GREET_TIMEOUT_MS = 5000;

/**
 * Tells how the board does. `isEcho`: greets it as well, and resolves when its answer is told and its glass has come to
 * rest; throws what `greet` throws.
 */
export async function introduce(
  session: Session,
  board: Board,
  stage: Stage,
  screen: Screen,
  isEcho: boolean,
): Promise<void> {
  const { output } = session;
  const { paint } = output;
  const { usage, free } = stage.memory;
  output.result(`${board.name} runs on this computer: ${usage} variables used, ${free} left.`);
  screen.setText({ title: `${board.id} OLED`, below: output.isLive ? howToTalk(stage, isEcho) : [] });
  const target = stage.services().find(({ protocol }) => protocol === 'tcp')?.target;
  if (isEcho && target !== undefined) {
    const { answer, elapsedMs } = await greet(target, GREETING, GREET_TIMEOUT_MS);
    const took = `${elapsedMs.toFixed(1)} ms`;
    output.result(
      answer === GREETING
        ? `Sent ${paint.bold(GREETING)}, the same came back in ${took}.`
        : `Sent ${paint.bold(GREETING)}, back came ${paint.bold(answer)} in ${took}.`,
    );
  }
  await screen.settled();
}

/** Some lines for whoever wants to go on. */
export function howToTalk(stage: Stage, isEcho: boolean): string[] {
  const services = stage.services();
  const tcp = services.find(({ protocol }) => protocol === 'tcp')?.target;
  if (isEcho && tcp !== undefined)
    return [
      `Talk to it:  nc ${tcp.host} ${tcp.port}`,
      `Measure it:  npx tinwire echo ${targetText(tcp)}        (Ctrl-C ends the board)`,
    ];
  return services.map(
    ({ protocol, target }) => `Talk to it:  npx tinwire connect ${protocol} ${targetText(target)}`,
  );
}
