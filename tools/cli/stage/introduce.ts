/** How a board on the stage is presented: its greeting through a real socket, and how to talk to it. */
import type { Board } from '../../boards/board.ts';
import { greet } from '../../counterpart/greet.ts';
import { targetText } from '../../counterpart/target.ts';
import type { Session } from '../session.ts';
import type { Screen } from './screen.ts';
import type { Stage } from './stage.ts';

const GREETING = 'hello, board';
const GREET_TIMEOUT_MS = 5000;

/** Greets the board, and resolves when its answer is told and its glass has come to rest; throws what `greet` throws. */
export async function introduce(session: Session, board: Board, stage: Stage, screen: Screen): Promise<void> {
  const { output } = session;
  const { paint } = output;
  const { usage, free } = stage.memory;
  output.result(`${board.name} runs on this computer: ${usage} variables used, ${free} left.`);
  screen.setText({ title: `${board.id} OLED`, below: output.isLive ? howToTalk(stage) : [] });
  const { answer, elapsedMs } = await greet(stage.target, GREETING, GREET_TIMEOUT_MS);
  await screen.settled();
  const took = `${elapsedMs.toFixed(1)} ms`;
  output.result(
    answer === GREETING
      ? `Sent ${paint.bold(GREETING)}, the same came back in ${took}.`
      : `Sent ${paint.bold(GREETING)}, back came ${paint.bold(answer)} in ${took}.`,
  );
}

/** Two lines for whoever wants to go on. */
export function howToTalk(stage: Stage): string[] {
  const { host, port } = stage.target;
  return [
    `Talk to it:  nc ${host} ${port}`,
    `Measure it:  npx tinwire echo ${targetText(stage.target)}        (Ctrl-C ends the board)`,
  ];
}
